def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        return pool.submit(context.run, function, *args, **kwargs).result()

    return pool.submit(job)
