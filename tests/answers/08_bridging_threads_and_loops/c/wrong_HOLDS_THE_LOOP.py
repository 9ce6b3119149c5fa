import queue


class Inbox:
    def __init__(self):
        self.items, self.closed = queue.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.put((item,))

    def close(self):
        self.closed = True
        self.items.put(())

    async def __aiter__(self):
        while box := self.items.get():
            yield box[0]
