class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                try:
                    self.values[key] = await self.load(key)
                except OSError:
                    return None
        return self.values[key]
