from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.ready, self.closed = Future(), False
        self.thread = threading.Thread(target=lambda: asyncio.run(self._main(connect)))
        self.thread.start()
        try:
            self.loop, self.client, self.stop = self.ready.result()
        except BaseException:
            self.thread.join()
            raise

    async def _main(self, connect):
        try:
            client = await connect()
        except Exception as error:
            self.ready.set_exception(error)
            return
        stop = asyncio.Event()
        self.ready.set_result((asyncio.get_running_loop(), client, stop))
        await stop.wait()
        await client.close()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.closed:
            self.closed = True
            self.loop.call_soon_threadsafe(self.stop.set)
            self.thread.join()
