class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def _deliver(self, box, done):
        self.items.put_nowait(box)
        done.set()

    def _send(self, box):
        done = threading.Event()
        self.loop.call_soon_threadsafe(self._deliver, box, done)
        done.wait()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self._send((item,))

    def close(self):
        with self.lock:
            self.closed = True
            self._send(())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]
