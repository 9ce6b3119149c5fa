def fetch_all(fetch, names):
    results = []
    for name in names:
        threading.Thread(target=lambda name=name: results.append(fetch(name))).start()
    return results
