from helpers import LoopThread


class Maps:
    def __init__(self, connect):
        self.bridge = LoopThread("maps")
        self.client = self.bridge.call(connect)

    def fetch(self, name):
        return self.bridge.call(self.client.fetch, name)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()
