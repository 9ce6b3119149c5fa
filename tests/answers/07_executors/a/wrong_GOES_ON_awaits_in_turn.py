async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    try:
        futures = [asyncio.wrap_future(pool.submit(get, key)) for key in keys]
        results = []
        for future in futures:
            results.append(await future)
        return results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
