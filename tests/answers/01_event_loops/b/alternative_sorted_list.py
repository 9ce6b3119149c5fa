class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        self.timers.append((time.monotonic() + delay, callback, args))
        self.timers.sort(key=lambda timer: timer[0])

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, callback, args = self.timers.pop(0)
            self.call_soon(callback, *args)
        super().run_once()
