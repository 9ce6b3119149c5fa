from collections import deque


class Inbox:
    def __init__(self):
        self.items, self.come, self.closed = deque(), threading.Event(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.append(item)
        self.come.set()

    def close(self):
        self.closed = True
        self.come.set()

    async def __aiter__(self):
        while True:
            self.come.clear()
            while self.items:
                yield self.items.popleft()
            if self.closed:
                return
            self.come.wait()
