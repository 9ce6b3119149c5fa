class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.loop = make_loop, None

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        self.loop = self.make_loop()
        self.loop.run_forever()
        self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
