class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.close()
