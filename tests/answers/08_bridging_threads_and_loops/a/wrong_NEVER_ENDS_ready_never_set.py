class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.ready = make_loop, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.ready.wait()
        return self.loop

    def _work(self):
        self.loop = self.make_loop()
        self.loop.run_forever()
        self.ready.set()
        self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
