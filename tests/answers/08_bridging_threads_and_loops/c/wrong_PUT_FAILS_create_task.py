class Inbox:
    def __init__(self):
        self.items, self.closed = asyncio.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        asyncio.create_task(self.items.put((item,)))

    def close(self):
        self.closed = True
        asyncio.create_task(self.items.put(()))

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]
