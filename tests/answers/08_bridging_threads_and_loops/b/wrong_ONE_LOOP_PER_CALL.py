class Maps:
    def __init__(self, connect):
        self.client = asyncio.run(connect())

    def fetch(self, name):
        return asyncio.run(self.client.fetch(name))

    def close(self):
        asyncio.run(self.client.close())
