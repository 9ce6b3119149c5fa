def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep():
        time.sleep(0)
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    threads = []
    for name in names:
        threads.append(threading.Thread(target=keep))
        threads[-1].start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", list(errors.values()))
    return [results.get(name) for name in names]
