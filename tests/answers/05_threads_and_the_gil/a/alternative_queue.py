from queue import Queue


def fetch_all(fetch, names):
    outcomes = Queue()

    def deliver(place, name):
        try:
            outcomes.put((place, True, fetch(name)))
        except Exception as error:
            outcomes.put((place, False, error))

    threads = [threading.Thread(target=deliver, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    got = sorted((outcomes.get() for _ in threads), key=lambda outcome: outcome[0])
    for thread in threads:
        thread.join()
    errors = [value for _, good, value in got if not good]
    if errors:
        raise ExceptionGroup("some failed", errors)
    return [value for _, _, value in got]
