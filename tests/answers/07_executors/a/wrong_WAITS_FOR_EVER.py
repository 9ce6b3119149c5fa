async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    places = asyncio.Semaphore(limit)

    async def fetch(key):
        await places.acquire()
        return await loop.run_in_executor(pool, get, key)

    try:
        return await asyncio.gather(*(fetch(key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
