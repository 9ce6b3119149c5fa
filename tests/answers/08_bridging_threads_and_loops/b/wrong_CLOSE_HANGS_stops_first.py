class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.loop.close()
