class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = deque()

    def call_later(self, delay, callback, *args):
        self.timers.append((time.monotonic() + delay, callback, args))

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, callback, args = self.timers.popleft()
            self.call_soon(callback, *args)
        super().run_once()
