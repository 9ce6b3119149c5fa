async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.to_thread(lambda: list(pool.map(get, keys)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
