def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(place, name):
        try:
            results[place] = fetch(name)
        except (OSError, LookupError) as error:
            errors[place] = error

    threads = [threading.Thread(target=keep, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("not all were fetched", [errors[place] for place in sorted(errors)])
    return [results[place] for place in sorted(results)]
