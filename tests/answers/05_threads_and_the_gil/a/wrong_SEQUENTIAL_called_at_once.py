def fetch_all(fetch, names):
    results = []
    threads = [threading.Thread(target=results.append, args=(fetch(name),)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
