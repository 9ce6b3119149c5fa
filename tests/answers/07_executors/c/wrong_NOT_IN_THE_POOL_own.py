async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    own = ThreadPoolExecutor(1)
    try:
        return await asyncio.get_running_loop().run_in_executor(own, call)
    finally:
        own.shutdown(wait=False)
