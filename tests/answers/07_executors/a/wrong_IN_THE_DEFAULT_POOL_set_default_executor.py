async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(limit))
    return await asyncio.gather(*(asyncio.to_thread(get, key) for key in keys))
