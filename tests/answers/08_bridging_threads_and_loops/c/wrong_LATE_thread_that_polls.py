import queue


class Inbox:
    def __init__(self):
        self.items, self.closed = queue.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.put(item)

    def close(self):
        self.closed = True

    def _get(self):
        while not self.closed or not self.items.empty():
            try:
                return (self.items.get(timeout=0.5),)
            except queue.Empty:
                pass
        return ()

    async def __aiter__(self):
        while box := await asyncio.to_thread(self._get):
            yield box[0]
