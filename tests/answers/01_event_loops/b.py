"""Answers to 01.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: due after the turn
class Timer:
    def __init__(self, callback, args):
        self.callback, self.args, self.cancelled = callback, args, False

    def cancel(self):
        self.cancelled = True

    def run(self):
        if not self.cancelled:
            self.callback(*self.args)


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        timer = Timer(callback, args)
        heapq.heappush(self.timers, (when, next(self.numbers), timer))
        return timer

    def run_once(self):
        super().run_once()
        while self.timers and self.timers[0][0] <= time.monotonic():
            self.call_soon(heapq.heappop(self.timers)[2].run)

# %% right: sleeps when idle
class Timer:
    def __init__(self, callback, args):
        self.callback, self.args, self.cancelled = callback, args, False

    def cancel(self):
        self.cancelled = True

    def run(self):
        if not self.cancelled:
            self.callback(*self.args)


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        timer = Timer(callback, args)
        heapq.heappush(self.timers, (when, next(self.numbers), timer))
        return timer

    def run_once(self):
        if self.timers and not self.ready:
            time.sleep(max(0, self.timers[0][0] - time.monotonic()))
        while self.timers and self.timers[0][0] <= time.monotonic():
            self.call_soon(heapq.heappop(self.timers)[2].run)
        super().run_once()

# %% right: sorted list, and a set of cancelled numbers
from types import SimpleNamespace


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

        self.cancelled = set()

    def call_later(self, delay, callback, *args):
        number = next(self.numbers)
        self.timers.append((time.monotonic() + delay, number, callback, args))
        self.timers.sort(key=lambda timer: timer[:2])
        return SimpleNamespace(cancel=lambda: self.cancelled.add(number))

    def unless_cancelled(self, number, callback, args):
        if number not in self.cancelled:
            callback(*args)

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, number, callback, args = self.timers.pop(0)
            self.call_soon(self.unless_cancelled, number, callback, args)
        super().run_once()

# %% right: forgets the callback
class Timer:
    def __init__(self, call):
        self.call = call

    def cancel(self):
        self.call = None

    def __call__(self):
        call, self.call = self.call, None
        if call is not None:
            call()


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        timer = Timer(lambda: callback(*args))
        heapq.heappush(self.timers, (time.monotonic() + delay, next(self.numbers), timer))
        return timer

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            self.call_soon(heapq.heappop(self.timers)[2])
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

# %% wrong NO_HANDLE: the loop of the lesson
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        heapq.heappush(self.timers, (when, next(self.numbers), callback, args))

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong NO_HANDLE: a number
class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        number = next(self.numbers)
        heapq.heappush(self.timers, (time.monotonic() + delay, number, callback, args))
        return number

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong CANCELLED_RUNS: nobody looks at the flag
class Timer:
    def __init__(self, callback, args):
        self.callback, self.args, self.cancelled = callback, args, False

    def cancel(self):
        self.cancelled = True

    def run(self):
        self.callback(*self.args)


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        timer = Timer(callback, args)
        heapq.heappush(self.timers, (when, next(self.numbers), timer))
        return timer

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            self.call_soon(heapq.heappop(self.timers)[2].run)
        super().run_once()

# %% wrong CANCELLED_IN_QUEUE: looks when it is moved
class Timer:
    def __init__(self, callback, args):
        self.callback, self.args, self.cancelled = callback, args, False

    def cancel(self):
        self.cancelled = True

    def run(self):
        if not self.cancelled:
            self.callback(*self.args)


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        timer = Timer(callback, args)
        heapq.heappush(self.timers, (when, next(self.numbers), timer))
        return timer

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, timer = heapq.heappop(self.timers)
            if not timer.cancelled:
                self.call_soon(timer.callback, *timer.args)
        super().run_once()

# %% wrong CANCEL_RAISES: takes it out of the heap
from types import SimpleNamespace


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        entry = (time.monotonic() + delay, next(self.numbers), callback, args)
        heapq.heappush(self.timers, entry)
        return SimpleNamespace(cancel=lambda: self.timers.remove(entry))

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong CANCELLED_IN_QUEUE: takes it out of the heap if it is there
from types import SimpleNamespace


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        entry = (time.monotonic() + delay, next(self.numbers), callback, args)
        heapq.heappush(self.timers, entry)

        def cancel():
            if entry in self.timers:
                self.timers.remove(entry)
                heapq.heapify(self.timers)

        return SimpleNamespace(cancel=cancel)

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong OTHERS_LOST: takes away all timers of about that time
from types import SimpleNamespace


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

        self.cancelled = set()

    def call_later(self, delay, callback, *args):
        when = time.monotonic() + delay
        call = when, callback, args
        heapq.heappush(self.timers, (when, next(self.numbers), self.unless_cancelled, call))
        return SimpleNamespace(cancel=lambda: self.cancelled.add(round(when * 5)))

    def unless_cancelled(self, when, callback, args):
        if round(when * 5) not in self.cancelled:
            callback(*args)

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            _, _, callback, args = heapq.heappop(self.timers)
            self.call_soon(callback, *args)
        super().run_once()

# %% wrong OTHERS_MOVED: breaks the heap
class Timer:
    def __init__(self, callback, args):
        self.callback, self.args, self.cancelled = callback, args, False

    def cancel(self):
        self.cancelled = True

    def run(self):
        if not self.cancelled:
            self.callback(*self.args)


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers, self.numbers = [], itertools.count()

    def call_later(self, delay, callback, *args):
        timer = Timer(callback, args)
        entry = (time.monotonic() + delay, next(self.numbers), timer)
        heapq.heappush(self.timers, entry)

        def cancel():
            timer.cancelled = True
            if entry in self.timers:
                self.timers[self.timers.index(entry)] = self.timers[-1]
                self.timers.pop()

        timer.cancel = cancel
        return timer

    def run_once(self):
        while self.timers and self.timers[0][0] <= time.monotonic():
            self.call_soon(heapq.heappop(self.timers)[2].run)
        super().run_once()
