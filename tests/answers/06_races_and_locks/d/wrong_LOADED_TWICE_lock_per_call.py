class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = asyncio.Lock()
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]
