from queue import Queue


def fetch_all(fetch, names):
    results = Queue()
    for name in names:
        threading.Thread(target=lambda name=name: results.put((name, fetch(name)))).start()
    got = dict(results.get() for _ in names)
    return [got[name] for name in names]
