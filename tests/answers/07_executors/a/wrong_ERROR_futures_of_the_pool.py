async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(pool.submit(get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
