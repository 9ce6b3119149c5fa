def fetch_all(fetch, names):
    threads = [threading.Thread(target=fetch, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    return [thread.join() for thread in threads]
