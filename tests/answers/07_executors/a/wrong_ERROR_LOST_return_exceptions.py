async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        calls = [loop.run_in_executor(pool, get, key) for key in keys]
        return await asyncio.gather(*calls, return_exceptions=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
