import queue


class Inbox:
    def __init__(self):
        self.items, self.lock, self.closed = queue.Queue(), threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.put((item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.items.put(())

    async def __aiter__(self):
        while box := await asyncio.to_thread(self.items.get):
            yield box[0]
