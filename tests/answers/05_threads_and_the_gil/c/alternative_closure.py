def submit(pool, function, *args, **kwargs):
    mine = contextvars.copy_context()

    def job():
        return mine.run(function, *args, **kwargs)

    return pool.submit(job)
