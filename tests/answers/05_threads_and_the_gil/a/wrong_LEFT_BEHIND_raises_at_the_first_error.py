def fetch_all(fetch, names):
    pool = ThreadPoolExecutor(len(names) or 1)
    try:
        return [job.result() for job in [pool.submit(fetch, name) for name in names]]
    finally:
        pool.shutdown(wait=False)
