class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.client = None
        try:
            self.client = self._wait_for(connect())
        except BaseException:
            self.close()
            raise

    def _work(self):
        try:
            self.loop.run_forever()
        finally:
            self.loop.run_until_complete(self._cancel_all())
            self.loop.close()

    async def _cancel_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _wait_for(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if not self.thread.is_alive():
            raise RuntimeError("closed")
        return self._wait_for(self.client.fetch(name))

    def close(self):
        if not self.thread.is_alive():
            return
        if self.client is not None:
            self._wait_for(self.client.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
