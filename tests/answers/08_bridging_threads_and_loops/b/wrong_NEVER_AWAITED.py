class Maps:
    def __init__(self, connect):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = self._call(connect())
            stack.callback(lambda: self._call(self.client.close()))
            self.stack = stack.pop_all()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        return self._call(self.client.fetch(name))

    def close(self):
        self.stack.close()
