async def call_in(pool, function, /, *args, **kwargs):
    run = contextvars.copy_context().run
    return await asyncio.wrap_future(pool.submit(run, function, *args, **kwargs))
