def fetch_all(fetch, names):
    results, errors = [], []

    def keep(name):
        try:
            results.append(fetch(name))
        except Exception as error:
            errors.append(error)

    for name in names:
        thread = threading.Thread(target=keep, args=(name,))
        thread.start()
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", errors)
    return results
