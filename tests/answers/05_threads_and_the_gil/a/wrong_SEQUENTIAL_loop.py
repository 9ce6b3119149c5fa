def fetch_all(fetch, names):
    results, errors = [], []
    for name in names:
        try:
            results.append(fetch(name))
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("some failed", errors)
    return results
