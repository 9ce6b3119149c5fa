class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed = False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        self.closed = True
        self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]
