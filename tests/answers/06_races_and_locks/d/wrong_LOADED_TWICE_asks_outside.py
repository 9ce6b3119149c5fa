class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        if key not in self.values:
            async with self.locks.setdefault(key, asyncio.Lock()):
                self.values[key] = await self.load(key)
        return self.values[key]
