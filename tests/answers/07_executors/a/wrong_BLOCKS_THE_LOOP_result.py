async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    futures = [pool.submit(get, key) for key in keys]
    results = [future.result() for future in futures]
    pool.shutdown(wait=False)
    return results
