class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(maxsize=2)
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]
