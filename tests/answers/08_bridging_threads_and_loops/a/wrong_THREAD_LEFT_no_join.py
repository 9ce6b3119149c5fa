class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        threading.Thread(target=self._work).start()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
