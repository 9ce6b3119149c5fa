class Inbox:
    END = object()

    def __init__(self):
        self.loop, self.queue = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.open = threading.RLock(), True

    def _send(self, item):
        asyncio.run_coroutine_threadsafe(self.queue.put(item), self.loop)

    def put(self, item):
        with self.lock:
            if not self.open:
                raise RuntimeError("the inbox is closed")
            self._send(item)

    def close(self):
        with self.lock:
            if self.open:
                self.open = False
                self._send(self.END)

    async def __aiter__(self):
        while True:
            item = await self.queue.get()
            if item is self.END:
                break
            yield item
