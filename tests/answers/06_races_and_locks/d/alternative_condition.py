class Cache:
    def __init__(self, load):
        self.load, self.values, self.busy = load, {}, set()
        self.changed = asyncio.Condition()

    async def get(self, key):
        async with self.changed:
            await self.changed.wait_for(lambda: key not in self.busy)
            if key in self.values:
                return self.values[key]
            self.busy.add(key)
        try:
            self.values[key] = await self.load(key)
        finally:
            self.busy.remove(key)
            async with self.changed:
                self.changed.notify_all()
        return self.values[key]
