from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), deque()
        self.waiting, self.closed, self.lock = None, False, threading.Lock()

    def _wake(self):
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(None)

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self._wake)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self._wake)

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            self.waiting = self.loop.create_future()
            await self.waiting
            if self.closed and not self.items:
                return
