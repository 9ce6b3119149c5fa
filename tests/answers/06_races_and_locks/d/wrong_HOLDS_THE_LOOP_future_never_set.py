class Cache:
    def __init__(self, load):
        self.load, self.futures = load, {}

    async def get(self, key):
        if key not in self.futures:
            self.futures[key] = asyncio.get_running_loop().create_future()
            value = await self.load(key)
            return value
        return await self.futures[key]
