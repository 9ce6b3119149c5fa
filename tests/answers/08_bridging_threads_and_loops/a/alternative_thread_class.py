from concurrent.futures import Future


class BackgroundLoop(threading.Thread):
    def __init__(self, make_loop=asyncio.new_event_loop):
        super().__init__(name="loop")
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        loop = self.runner.get_loop()
        self.main = Future()
        with contextlib.ExitStack() as stack:
            stack.callback(loop.close)
            self.start()
            stack.pop_all()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()
        return loop

    def run(self):
        with self.runner:
            with contextlib.suppress(asyncio.CancelledError):
                self.runner.run(self.until_cancelled())

    async def until_cancelled(self):
        await asyncio.wrap_future(self.main)

    def __exit__(self, *_):
        self.main.set_result(None)
        self.join()
