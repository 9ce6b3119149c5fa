class Cache:
    def __init__(self, load):
        self.load, self.values, self.busy = load, {}, {}

    async def get(self, key):
        if key in self.busy:
            await self.busy[key].wait()
            await asyncio.sleep(0)
        if key not in self.values:
            event = self.busy[key] = asyncio.Event()
            try:
                value = await self.load(key)
            finally:
                self.busy.pop(key, None)
                event.set()
            await asyncio.sleep(0)
            self.values[key] = value
        return self.values[key]
