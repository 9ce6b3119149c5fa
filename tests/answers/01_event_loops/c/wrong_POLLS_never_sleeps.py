class WakingLoop(SleepyLoop):
    def run_once(self):
        self.selector.select(0)
        ReadyLoop.run_once(self)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
