async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    pool.shutdown(wait=False)
    return asyncio.gather(*calls)
