async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, function, *args, **kwargs)
