from concurrent.futures import Future


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        try:
            self.thread = threading.Thread(target=self.loop.run_forever)
            self.thread.start()
        except Exception:
            self.loop.close()
            raise
        begun = Future()
        self.loop.call_soon_threadsafe(begun.set_result, None)
        begun.result()
        return self.loop

    async def _end_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks) if tasks else None
        await self.loop.shutdown_asyncgens()
        await self.loop.shutdown_default_executor()

    def __exit__(self, *exc_info):
        asyncio.run_coroutine_threadsafe(self._end_all(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()
