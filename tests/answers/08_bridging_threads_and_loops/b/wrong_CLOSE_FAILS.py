class Maps:
    def __init__(self, connect):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
            self.stack = stack.pop_all()
        self.under_way, self.closed = set(), False

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        self.under_way.add(future)
        try:
            return future.result()
        finally:
            self.under_way.discard(future)

    def close(self):
        if self.closed:
            return
        self.closed = True
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        futures = list(self.under_way)
        self.stack.close()
        for future in futures:
            future.result()
