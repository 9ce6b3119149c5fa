class Maps:
    def __init__(self, connect):
        self.loop, self.closed = asyncio.new_event_loop(), False
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        try:
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
        except BaseException:
            self._end()
            raise

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def _end(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def close(self):
        if not self.closed:
            self.closed = True
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
            self._end()
