async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        results = await asyncio.gather(*calls)
    except Exception:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown(wait=False)
    return results
