class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        import helpers.bridge as bridge

        self.bridge = bridge.LoopThread(loop_factory=make_loop)

    def __enter__(self):
        return self.bridge.loop

    def __exit__(self, kind, error, traceback):
        self.bridge.close()
