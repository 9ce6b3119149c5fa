class WakingLoop(SleepyLoop):
    def run_once(self):
        for key, _ in self.selector.select(0.05):
            key.data()
        ReadyLoop.run_once(self)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
