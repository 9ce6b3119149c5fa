async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    await asyncio.get_running_loop().run_in_executor(pool, call)
