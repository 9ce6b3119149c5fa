async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = []
    try:
        for key in keys:
            results.append(await loop.run_in_executor(pool, get, key))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return results
