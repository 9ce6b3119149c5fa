CONTEXT = contextvars.copy_context()


async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(CONTEXT.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)
