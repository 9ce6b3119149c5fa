class Cache:
    def __init__(self, load):
        self.load, self.values, self.lock = load, {}, asyncio.Lock()

    async def get(self, key):
        lock = self.lock
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]
