class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = [], False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while self.items or not self.closed:
            await self.come.wait()
            self.come.clear()
            while self.items:
                yield self.items.pop()
