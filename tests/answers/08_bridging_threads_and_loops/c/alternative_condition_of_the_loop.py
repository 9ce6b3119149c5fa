class Inbox:
    def __init__(self):
        self.loop, self.changed = asyncio.get_running_loop(), asyncio.Condition()
        self.items, self.ended = [], False
        self.lock, self.refuses = threading.Lock(), False

    async def _add(self, items, end=False):
        async with self.changed:
            self.items += items
            self.ended = self.ended or end
            self.changed.notify_all()

    def put(self, item):
        with self.lock:
            if self.refuses:
                raise RuntimeError("closed")
            asyncio.run_coroutine_threadsafe(self._add([item]), self.loop)

    def close(self):
        with self.lock:
            self.refuses = True
            asyncio.run_coroutine_threadsafe(self._add([], end=True), self.loop)

    async def __aiter__(self):
        while True:
            async with self.changed:
                await self.changed.wait_for(lambda: self.items or self.ended)
                if not self.items:
                    return
                item = self.items.pop(0)
            yield item
