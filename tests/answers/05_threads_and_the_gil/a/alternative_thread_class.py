class Fetcher(threading.Thread):
    def __init__(self, fetch, name):
        super().__init__()
        self.fetch, self.what, self.value, self.error = fetch, name, None, None

    def run(self):
        try:
            self.value = self.fetch(self.what)
        except Exception as error:
            self.error = error


def fetch_all(fetch, names):
    fetchers = [Fetcher(fetch, name) for name in names]
    for fetcher in fetchers:
        fetcher.start()
    for fetcher in fetchers:
        fetcher.join()
    if errors := [fetcher.error for fetcher in fetchers if fetcher.error]:
        raise ExceptionGroup("some failed", errors)
    return [fetcher.value for fetcher in fetchers]
