def fetch_all(fetch, names):
    with ThreadPoolExecutor(20) as pool:
        return [pool.submit(fetch, name).result() for name in names]
