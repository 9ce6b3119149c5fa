from collections import deque


class Inbox:
    def __init__(self):
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)

    def close(self):
        with self.lock:
            self.closed = True

    async def __aiter__(self):
        while self.items or not self.closed:
            if self.items:
                yield self.items.popleft()
            else:
                await asyncio.sleep(0.1)
