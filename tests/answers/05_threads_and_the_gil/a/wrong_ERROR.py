def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return pool.map(fetch, names).result()
