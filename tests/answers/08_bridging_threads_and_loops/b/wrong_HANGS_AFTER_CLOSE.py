from collections import deque
from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.calls, self.ready = None, Future()
        self.thread = threading.Thread(target=asyncio.run, args=(self._serve(connect),))
        self.thread.start()
        self.loop, self.calls = self.ready.result()

    async def _serve(self, connect):
        client, self.calls = await connect(), deque()
        self.come = asyncio.Event()
        self.ready.set_result((asyncio.get_running_loop(), self.calls))
        tasks = set()
        while True:
            await self.come.wait()
            self.come.clear()
            while self.calls:
                call = self.calls.popleft()
                if call is None:
                    return await client.close()
                tasks.add(asyncio.create_task(self._one(client, *call)))

    async def _one(self, client, name, future):
        try:
            future.set_result(await client.fetch(name))
        except Exception as error:
            future.set_exception(error)

    def fetch(self, name):
        future = Future()
        self.calls.append((name, future))
        if self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.come.set)
        return future.result()

    def close(self):
        if self.thread.is_alive():
            self.calls.append(None)
            self.loop.call_soon_threadsafe(self.come.set)
            self.thread.join()
