from concurrent.futures import ThreadPoolExecutor


class Maps:
    def __init__(self, connect):
        self.pool = ThreadPoolExecutor(8)
        self.client = self._run(connect())

    def _run(self, coroutine):
        return self.pool.submit(asyncio.run, coroutine).result()

    def fetch(self, name):
        return self._run(self.client.fetch(name))

    def close(self):
        self._run(self.client.close())
        self.pool.shutdown()
