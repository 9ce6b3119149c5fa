def submit(pool, function, *args, **kwargs):
    future = pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
    future.exception()
    return future
