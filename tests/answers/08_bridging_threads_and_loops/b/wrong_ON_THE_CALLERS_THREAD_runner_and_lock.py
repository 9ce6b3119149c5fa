class Maps:
    def __init__(self, connect):
        self.runner, self.lock = asyncio.Runner(), threading.Lock()
        self.client = self.runner.run(connect())

    def fetch(self, name):
        with self.lock:
            return self.runner.run(self.client.fetch(name))

    def close(self):
        with self.lock:
            self.runner.run(self.client.close())
            self.runner.close()
