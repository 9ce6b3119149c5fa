class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.client = self.loop.run_until_complete(connect())

    def fetch(self, name):
        return self.loop.run_until_complete(self.client.fetch(name))

    def close(self):
        self.loop.run_until_complete(self.client.close())
        self.loop.close()
