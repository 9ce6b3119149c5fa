"""Answers to 06.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: ring
class Buffer:
    def __init__(self, size):
        self.slots, self.start, self.count = [None] * size, 0, 0
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while self.count == len(self.slots):
                self.changed.wait()
            self.slots[(self.start + self.count) % len(self.slots)] = item
            self.count += 1
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while self.count == 0:
                self.changed.wait()
            item = self.slots[self.start]
            self.start = (self.start + 1) % len(self.slots)
            self.count -= 1
            self.changed.notify_all()
            return item

# %% right: two conditions
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, []
        lock = threading.Lock()
        self.room, self.filled = threading.Condition(lock), threading.Condition(lock)

    def put(self, item):
        with self.room:
            self.room.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.filled.notify()

    def get(self):
        with self.filled:
            self.filled.wait_for(lambda: self.items)
            self.room.notify()
            return self.items.pop(0)

# %% right: while loops
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong ACTS_ON_OLD_NEWS: if
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            if len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            if not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong ACTS_ON_OLD_NEWS: if in put
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            if len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong GET_DOES_NOT_WAIT
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong GET_DOES_NOT_WAIT: returns none
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            if not self.items:
                return None
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong LOST_WAKE_UP: asks unlocked
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        while not self.items:
            with self.changed:
                self.changed.wait()
        with self.changed:
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong LOST_WAKE_UP: get is silent
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            return item

# %% wrong LOST_WAKE_UP: put asks unlocked
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        while len(self.items) == self.size:
            with self.changed:
                self.changed.wait()
        with self.changed:
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong LOST_WAKE_UP: put is silent
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong LOST_WAKE_UP: waits first
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            if len(self.items) > 1:
                self.changed.notify_all()

    def get(self):
        with self.changed:
            if not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong NOT_BOUNDED
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong NOT_BOUNDED: one too many
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) > self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong POLLS
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait(0.01)
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong POLLS: without condition
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.lock = threading.Lock()

    def put(self, item):
        while True:
            with self.lock:
                if len(self.items) < self.size:
                    self.items.append(item)
                    return

    def get(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.popleft()

# %% wrong WAKES_THE_WRONG_ONE
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify()
            return item

# %% wrong WRONG_IN_TURN: forgot return
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()

# %% wrong WRONG_IN_TURN: last first
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.pop()
            self.changed.notify_all()
            return item

# %% wrong WRONG_IN_TURN: one too few
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) >= self.size - 1:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong WRONG_ITEMS: reads outside
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.last = item
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            self.out = self.items.popleft()
            self.changed.notify_all()
        return self.out
