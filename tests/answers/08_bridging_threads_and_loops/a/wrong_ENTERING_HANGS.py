class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.ready = make_loop, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.ready.wait()
        return self.loop

    def _work(self):
        with asyncio.Runner(loop_factory=self.make_loop) as runner:
            runner.run(self._main())

    async def _main(self):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self.ended.wait()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()
