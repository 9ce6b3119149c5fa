class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False
        self.reader = self._read()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def _read(self):
        while box := await self.items.get():
            yield box[0]

    def __aiter__(self):
        return self.reader
