class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed = False

    def put(self, item):
        self.loop.call_soon_threadsafe(self._put, (item,))

    def _put(self, box):
        if self.closed:
            raise RuntimeError("closed")
        self.items.put_nowait(box)

    def _close(self):
        self.closed = True
        self.items.put_nowait(())

    def close(self):
        self.loop.call_soon_threadsafe(self._close)

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]
