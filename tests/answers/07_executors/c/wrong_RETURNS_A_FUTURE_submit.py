async def call_in(pool, function, /, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
