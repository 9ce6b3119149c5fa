async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = []
    try:
        for first in range(0, len(keys), limit):
            batch = keys[first : first + limit]
            calls = [loop.run_in_executor(pool, get, key) for key in batch]
            results += await asyncio.gather(*calls)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return results
