def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    try:
        return [job.result() for job in jobs]
    except Exception as error:
        raise ExceptionGroup("not all were fetched", [error])
