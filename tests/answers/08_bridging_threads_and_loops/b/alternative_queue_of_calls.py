from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.calls, self.closed = Future(), False
        outcome = Future()
        self.thread = threading.Thread(target=asyncio.run, args=(self._serve(connect, outcome),))
        self.thread.start()
        try:
            self.loop, self.calls = outcome.result()
        except Exception:
            self.thread.join()
            raise

    async def _serve(self, connect, outcome):
        try:
            client = await connect()
        except Exception as error:
            return outcome.set_exception(error)
        calls = asyncio.Queue()
        outcome.set_result((asyncio.get_running_loop(), calls))
        async with asyncio.TaskGroup() as group:
            while (call := await calls.get()) is not None:
                group.create_task(self._one(client, *call))
        await client.close()

    async def _one(self, client, name, future):
        try:
            future.set_result(await client.fetch(name))
        except Exception as error:
            future.set_exception(error)

    def _put(self, call):
        self.loop.call_soon_threadsafe(self.calls.put_nowait, call)

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("the maps are closed")
        future = Future()
        self._put((name, future))
        return future.result()

    def close(self):
        if not self.closed:
            self.closed = True
            self._put(None)
            self.thread.join()
