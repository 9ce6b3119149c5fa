from concurrent.futures import as_completed


def fetch_all(fetch, names):
    results, errors = [], []
    with ThreadPoolExecutor(len(names) or 1) as pool:
        for job in as_completed([pool.submit(fetch, name) for name in names]):
            if error := job.exception():
                errors.append(error)
            else:
                results.append(job.result())
    if errors:
        raise ExceptionGroup("some failed", errors)
    return results
