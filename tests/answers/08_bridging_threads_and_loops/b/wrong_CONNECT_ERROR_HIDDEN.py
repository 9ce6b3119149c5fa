class Maps:
    def __init__(self, connect):
        self.stack, self.closed = contextlib.ExitStack(), False
        self.loop = self.stack.enter_context(BackgroundLoop())
        try:
            self.client = self._call(connect())
        except Exception as error:
            self.stack.close()
            raise RuntimeError("cannot connect") from error
        self.stack.callback(lambda: self._call(self.client.close()))

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return self._call(self.client.fetch(name))

    def close(self):
        self.closed = True
        self.stack.close()
