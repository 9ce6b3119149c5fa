class Maps:
    def __init__(self, connect):
        self.connect = connect

    async def _fetch(self, name):
        client = await self.connect()
        try:
            return await client.fetch(name)
        finally:
            await client.close()

    def fetch(self, name):
        return asyncio.run(self._fetch(name))

    def close(self):
        pass
