class Inbox:
    def __init__(self):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = [], False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.ended.set)

    async def __aiter__(self):
        await self.ended.wait()
        for item in self.items:
            yield item
