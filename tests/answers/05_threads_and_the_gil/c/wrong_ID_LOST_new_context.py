def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.Context().run, function, *args, **kwargs)
