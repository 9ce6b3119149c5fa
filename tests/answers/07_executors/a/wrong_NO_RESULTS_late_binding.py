async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = []
    try:
        for key in keys:
            calls.append(loop.run_in_executor(pool, lambda: get(key)))
        return await asyncio.gather(*calls)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
