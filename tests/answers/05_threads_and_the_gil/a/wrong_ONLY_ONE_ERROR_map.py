def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return list(pool.map(fetch, names))
