def fetch_all(fetch, names):
    results = [None] * len(names)

    def keep(place, name):
        errors = []
        try:
            results[place] = fetch(name)
        except Exception as error:
            errors.append(error)
        if errors:
            raise ExceptionGroup("not fetched", errors)

    threads = [threading.Thread(target=keep, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
