def submit(pool, function, *args, **kwargs):
    return pool.submit(lambda: contextvars.copy_context().run(function, *args, **kwargs))
