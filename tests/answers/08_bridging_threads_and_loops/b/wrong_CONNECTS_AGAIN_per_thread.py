class Maps:
    def __init__(self, connect):
        self.connect, self.local = connect, threading.local()

    def _runner(self):
        if not hasattr(self.local, "runner"):
            self.local.runner = asyncio.Runner()
            self.local.client = self.local.runner.run(self.connect())
        return self.local.runner

    def fetch(self, name):
        return self._runner().run(self.local.client.fetch(name))

    def close(self):
        self._runner().run(self.local.client.close())
        self._runner().close()
