class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.woken = False

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        self.woken = True
