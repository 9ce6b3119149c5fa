class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.boxes, self.closed = (), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.boxes = (item,)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while True:
            await self.come.wait()
            self.come.clear()
            if self.closed:
                return
            yield self.boxes[0]
