def submit(pool, function, *args, **kwargs):
    pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
