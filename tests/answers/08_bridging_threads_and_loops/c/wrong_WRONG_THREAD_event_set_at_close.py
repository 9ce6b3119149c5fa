from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed = deque(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        self.closed = True
        self.come.set()

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            if self.closed:
                return
            self.come.clear()
            await self.come.wait()
