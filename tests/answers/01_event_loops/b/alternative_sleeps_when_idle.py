class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        if self.timers and not self.ready:
            time.sleep(max(0, self.timers[0][0] - time.monotonic()))
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()
