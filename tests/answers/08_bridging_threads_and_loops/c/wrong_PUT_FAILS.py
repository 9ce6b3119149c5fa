class Inbox:
    def __init__(self):
        self.items, self.closed = asyncio.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        self.closed = True
        asyncio.get_running_loop().call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]
