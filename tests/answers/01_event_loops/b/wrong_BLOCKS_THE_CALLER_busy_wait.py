class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        while time.monotonic() < when:
            pass
        self.call_soon(callback, *args)

    def run_once(self):
        super().run_once()
