def submit(pool, function, *args, **kwargs):
    values = dict(contextvars.copy_context())

    def job():
        for variable, value in values.items():
            variable.set(value)
        return function(*args, **kwargs)

    return pool.submit(contextvars.Context().run, job)
