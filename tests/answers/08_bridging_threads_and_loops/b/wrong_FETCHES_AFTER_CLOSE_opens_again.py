class Maps:
    def __init__(self, connect):
        self.connect, self.stack = connect, None
        self._open()

    def _open(self):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = self._call(self.connect())
            stack.callback(lambda: self._call(self.client.close()))
            self.stack = stack.pop_all()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if self.loop.is_closed():
            self._open()
        return self._call(self.client.fetch(name))

    def close(self):
        self.stack.close()
