def fetch_all(fetch, names):
    with ThreadPoolExecutor(max_workers=10) as pool:
        return list(pool.map(fetch, names))
