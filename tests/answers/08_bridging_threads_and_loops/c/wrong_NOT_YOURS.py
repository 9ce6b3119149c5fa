from helpers.bridge import QueueShutDown, ThreadQueue


class Inbox:
    def __init__(self):
        self.queue = ThreadQueue()

    def put(self, item):
        self.queue.sync_q.put(item)

    def close(self):
        self.queue.shutdown()

    async def __aiter__(self):
        try:
            while True:
                yield await self.queue.async_q.get()
        except QueueShutDown:
            pass
