class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        done, pages = threading.Event(), {}

        async def work():
            try:
                pages[name] = await self.client.fetch(name)
            finally:
                done.set()

        asyncio.run_coroutine_threadsafe(work(), self.loop)
        done.wait()
        return pages.get(name)

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)
