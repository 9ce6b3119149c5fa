def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    return [job.result() for job in jobs]
