async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get(key)) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
