async def fetch_all(get, keys, limit):
    with ThreadPoolExecutor(max_workers=limit) as pool:
        return list(pool.map(get, keys))
