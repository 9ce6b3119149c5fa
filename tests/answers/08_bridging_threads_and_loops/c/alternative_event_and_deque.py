from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

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

    def __aiter__(self):
        return self

    async def __anext__(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.popleft()
                if self.closed:
                    raise StopAsyncIteration
                self.come.clear()
            await self.come.wait()
