class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        super().run_once()
