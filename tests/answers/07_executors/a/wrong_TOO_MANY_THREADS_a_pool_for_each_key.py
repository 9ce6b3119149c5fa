async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()

    async def fetch(key):
        pool = ThreadPoolExecutor(limit)
        try:
            return await loop.run_in_executor(pool, get, key)
        finally:
            pool.shutdown(wait=False)

    return await asyncio.gather(*(fetch(key) for key in keys))
