class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.ended = self.loop.create_future()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        try:
            self.loop.run_until_complete(self.ended)
        except asyncio.CancelledError:
            pass
        finally:
            self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.cancel)
        self.thread.join()
