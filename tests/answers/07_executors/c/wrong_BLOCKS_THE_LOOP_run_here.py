async def call_in(pool, function, /, *args, **kwargs):
    return contextvars.copy_context().run(function, *args, **kwargs)
