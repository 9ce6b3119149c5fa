async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()
    result = function(*args, **kwargs)
    return await loop.run_in_executor(pool, lambda: result)
