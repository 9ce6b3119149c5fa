def fetch_all(fetch, names):
    results, errors = {}, []

    def keep(place, name):
        results[place] = fetch(name)

    threads = [threading.Thread(target=keep, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        try:
            thread.join()
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [results[place] for place in sorted(results)]
