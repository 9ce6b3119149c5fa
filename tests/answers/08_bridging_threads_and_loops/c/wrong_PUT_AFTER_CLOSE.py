class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()

    def put(self, item):
        self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]
