def fetch_all(fetch, names):
    order, found, errors, threads = list(names), {}, {}, []

    def one(name):
        try:
            found[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    while names:
        threads.append(threading.Thread(target=one, args=(names.pop(),)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in order if name in errors])
    return [found[name] for name in order]
