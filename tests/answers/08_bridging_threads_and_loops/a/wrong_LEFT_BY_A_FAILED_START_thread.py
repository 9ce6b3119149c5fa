from concurrent.futures import Future


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.wanted, self.ended = make_loop, Future(), asyncio.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.loop = self.make_loop()
        self.wanted.set_result(self.loop)
        return self.loop

    def _work(self):
        loop = self.wanted.result()
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()
