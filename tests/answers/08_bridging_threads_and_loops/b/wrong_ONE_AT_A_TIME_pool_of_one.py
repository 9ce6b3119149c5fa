from concurrent.futures import ThreadPoolExecutor


class Maps:
    def __init__(self, connect):
        self.pool, self.runner = ThreadPoolExecutor(1), asyncio.Runner()
        self.client = self._run(connect())

    def _run(self, coroutine):
        return self.pool.submit(self.runner.run, coroutine).result()

    def fetch(self, name):
        return self._run(self.client.fetch(name))

    def close(self):
        self._run(self.client.close())
        self.pool.submit(self.runner.close).result()
        self.pool.shutdown()
