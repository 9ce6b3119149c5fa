class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
