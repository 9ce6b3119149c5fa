class Cache:
    def __init__(self, load):
        self.load = load

    async def get(self, key):
        return await self.load(key)
