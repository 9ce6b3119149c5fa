class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)
