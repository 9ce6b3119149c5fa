def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            return error

    return pool.submit(job)
