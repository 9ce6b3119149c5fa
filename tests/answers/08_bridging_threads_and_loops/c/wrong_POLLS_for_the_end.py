class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed, self.lock = False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True

    async def __aiter__(self):
        while not self.closed or not self.items.empty():
            try:
                item = await asyncio.wait_for(self.items.get(), 0.25)
            except TimeoutError:
                continue
            yield item
