class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed, self.getting = threading.Lock(), False, None

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self._end)

    def _end(self):
        if self.getting:
            self.getting.cancel()

    async def __aiter__(self):
        while not self.closed:
            self.getting = asyncio.create_task(self.items.get())
            try:
                item = await asyncio.shield(self.getting)
            except asyncio.CancelledError:
                if not self.closed:
                    self.getting.cancel()
                    raise
                return
            yield item
