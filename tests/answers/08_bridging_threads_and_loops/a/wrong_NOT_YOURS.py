from helpers import LoopThread


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.bridge = LoopThread("background", loop_factory=self.make_loop)
        return self.bridge.loop

    def __exit__(self, kind, error, traceback):
        self.bridge.close()
