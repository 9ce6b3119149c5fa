def fetch_all(fetch, names):
    results, errors = {}, []

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", errors)
    return [results[name] for name in names]
