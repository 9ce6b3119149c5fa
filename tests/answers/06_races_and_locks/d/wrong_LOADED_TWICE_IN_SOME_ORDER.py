class Cache:
    def __init__(self, load):
        self.load, self.values, self.busy = load, {}, {}

    async def get(self, key):
        while key in self.busy:
            await self.busy[key].wait()
        await asyncio.sleep(0)
        if key not in self.values:
            self.busy[key] = asyncio.Event()
            try:
                self.values[key] = await self.load(key)
            finally:
                self.busy.pop(key).set()
        return self.values[key]
