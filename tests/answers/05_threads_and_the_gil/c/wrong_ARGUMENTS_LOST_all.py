def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function)
