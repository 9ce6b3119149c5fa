current = {}


def submit(pool, function, *args, **kwargs):
    current["context"] = contextvars.copy_context()

    def job():
        return current["context"].copy().run(function, *args, **kwargs)

    return pool.submit(job)
