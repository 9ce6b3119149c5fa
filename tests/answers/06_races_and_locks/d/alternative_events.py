class Cache:
    def __init__(self, load):
        self.load, self.values, self.under_way = load, {}, {}

    async def get(self, key):
        while key not in self.values:
            if key in self.under_way:
                await self.under_way[key].wait()
                continue
            ended = self.under_way[key] = asyncio.Event()
            try:
                self.values[key] = await self.load(key)
            finally:
                del self.under_way[key]
                ended.set()
        return self.values[key]
