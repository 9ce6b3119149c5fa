def fetch_all(fetch, names):
    results = {}

    def keep(name):
        results[name] = fetch(name)

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.5)
    return [results[name] for name in names if name in results]
