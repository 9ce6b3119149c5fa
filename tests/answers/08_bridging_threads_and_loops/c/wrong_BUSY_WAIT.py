from collections import deque


class Inbox:
    def __init__(self):
        self.items, self.closed = deque(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.append(item)

    def close(self):
        self.closed = True

    async def __aiter__(self):
        while self.items or not self.closed:
            if self.items:
                yield self.items.popleft()
            await asyncio.sleep(0)
