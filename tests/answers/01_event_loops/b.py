"""Answers to 01.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: due after the turn
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        super().run_once()
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)

# %% right: sleeps when idle
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

# %% right: sorted list
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

# %% wrong ARGUMENTS_LOST
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args[:1]))

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong BLOCKS_THE_CALLER
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        time.sleep(delay)
        self.call_soon(callback, *args)

    def run_once(self):
        super().run_once()

# %% wrong BLOCKS_THE_CALLER: busy wait
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

# %% wrong TOO_LATE: first come first served
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

# %% wrong NEVER_RUNS: nobody looks
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        super().run_once()

# %% wrong ERROR: looks at an empty list
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        _, _, callback, args = self.timers[-1]
        if self.timers[-1][0] <= time.monotonic():
            self.timers.pop()
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong READY_WAITS
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        if self.timers:
            when, _, callback, args = heapq.heappop(self.timers)
            time.sleep(max(0, when - time.monotonic()))
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong DONE_TWICE
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        for when, _, callback, args in sorted(self.timers):
            if when <= time.monotonic():
                self.call_soon(callback, *args)
        super().run_once()

# %% wrong TIES_SWAPPED
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        self.timers.insert(0, (time.monotonic() + delay, callback, args))
        self.timers.sort(key=lambda timer: timer[0])

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, callback, args = self.timers.pop(0)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong TIE_COMPARES_CALLBACKS
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        heapq.heappush(self.timers, (time.monotonic() + delay, callback, args))

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong TOO_EARLY: call soon
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        self.call_soon(callback, *args)

    def run_once(self):
        super().run_once()

# %% wrong TOO_EARLY: delay is not a time
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        heapq.heappush(self.timers, (delay, next(self.numbers), callback, args))

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong WRONG_THREAD
import threading


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        threading.Timer(delay, callback, args).start()

    def run_once(self):
        super().run_once()
