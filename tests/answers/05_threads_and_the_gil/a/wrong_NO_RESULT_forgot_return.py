def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
