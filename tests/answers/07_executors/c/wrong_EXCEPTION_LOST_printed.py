async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, call)
    except Exception as error:
        print(f"failed: {error}")
