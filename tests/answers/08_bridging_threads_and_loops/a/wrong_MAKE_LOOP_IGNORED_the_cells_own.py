class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        return asyncio.get_running_loop()

    def __exit__(self, kind, error, traceback):
        pass
