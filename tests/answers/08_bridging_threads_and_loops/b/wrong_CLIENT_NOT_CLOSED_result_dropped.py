class Maps:
    def __init__(self, connect):
        self.background, self.closed = BackgroundLoop(), False
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.closed:
            self.closed = True
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop)
            self.background.__exit__(None, None, None)
