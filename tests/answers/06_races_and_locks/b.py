"""Answers to 06.b, right and wrong ones: what a learner might write in the attempt cell."""

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

# %% wrong WRONG_RESULT: forgot return
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

# %% wrong WRONG_ORDER: last first
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

# %% wrong WAITS_WITHOUT_NEED: one too few
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

# %% wrong RACE: reads outside
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

# %% right: two conditions on a lock
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.lock = threading.Lock()
        self.room = threading.Condition(self.lock)
        self.filled = threading.Condition(self.lock)

    def put(self, item):
        with self.lock:
            while len(self.items) == self.size:
                self.room.wait()
            self.items.append(item)
            self.filled.notify()

    def get(self):
        with self.lock:
            while not self.items:
                self.filled.wait()
            item = self.items.popleft()
            self.room.notify()
            return item

# %% right: semaphores
class Buffer:
    def __init__(self, size):
        self.items, self.lock = deque(), threading.Lock()
        self.room, self.filled = threading.Semaphore(size), threading.Semaphore(0)

    def put(self, item):
        self.room.acquire()
        with self.lock:
            self.items.append(item)
        self.filled.release()

    def get(self):
        self.filled.acquire()
        with self.lock:
            item = self.items.popleft()
        self.room.release()
        return item

# %% right: notifies before the change
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.changed.notify_all()
            self.items.append(item)

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% right: acquire and release
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        self.changed.acquire()
        try:
            self.changed.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.changed.notify_all()
        finally:
            self.changed.release()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% right: a queue
import queue

class Buffer:
    def __init__(self, size):
        self.queue = queue.Queue(size)

    def put(self, item):
        self.queue.put(item)

    def get(self):
        return self.queue.get()

# %% wrong NOT_UNDER_ITS_LOCK: notifies outside
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

# %% wrong NOT_UNDER_ITS_LOCK: get notifies outside
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

# %% wrong NOT_UNDER_ITS_LOCK: waits outside
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
            self.changed.wait()
        with self.changed:
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong NOT_UNDER_ITS_LOCK: another lock
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()
        self.lock = threading.Lock()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.lock:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong LOST_WAKE_UP: notifies when it was empty
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.lock = threading.Lock()
        self.room = threading.Condition(self.lock)
        self.filled = threading.Condition(self.lock)

    def put(self, item):
        with self.lock:
            while len(self.items) == self.size:
                self.room.wait()
            self.items.append(item)
            if len(self.items) == 1:
                self.filled.notify()

    def get(self):
        with self.lock:
            while not self.items:
                self.filled.wait()
            item = self.items.popleft()
            self.room.notify()
            return item

# %% wrong LOST_WAKE_UP: notifies when it was full
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.lock = threading.Lock()
        self.room = threading.Condition(self.lock)
        self.filled = threading.Condition(self.lock)

    def put(self, item):
        with self.lock:
            while len(self.items) == self.size:
                self.room.wait()
            self.items.append(item)
            self.filled.notify()

    def get(self):
        with self.lock:
            while not self.items:
                self.filled.wait()
            full = len(self.items) == self.size
            item = self.items.popleft()
            if full:
                self.room.notify()
            return item

# %% wrong LOST_WAKE_UP: two conditions, the wrong one
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.lock = threading.Lock()
        self.room = threading.Condition(self.lock)
        self.filled = threading.Condition(self.lock)

    def put(self, item):
        with self.lock:
            while len(self.items) == self.size:
                self.room.wait()
            self.items.append(item)
            self.room.notify()

    def get(self):
        with self.lock:
            while not self.items:
                self.filled.wait()
            item = self.items.popleft()
            self.room.notify()
            return item

# %% right: two locks
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.room, self.filled = threading.Condition(), threading.Condition()

    def put(self, item):
        with self.room:
            while len(self.items) == self.size:
                self.room.wait()
            self.items.append(item)
        with self.filled:
            self.filled.notify()

    def get(self):
        with self.filled:
            while not self.items:
                self.filled.wait()
            item = self.items.popleft()
        with self.room:
            self.room.notify()
        return item

# %% right: get notifies one
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
            self.changed.notify()
            return item

# %% right: put notifies one
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
            self.changed.notify_all()
            return item

# %% wrong ACTS_ON_OLD_NEWS: put asks without the lock
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        if len(self.items) == self.size:
            with self.changed:
                while len(self.items) == self.size:
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

# %% wrong ACTS_ON_OLD_NEWS: get takes without the lock
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
        with self.changed:
            self.changed.notify_all()
        return item

# %% wrong ACTS_ON_OLD_NEWS: if in get
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
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong ZERO_LOST: asks the item
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
            while True:
                item = self.items.popleft() if self.items else None
                self.changed.notify_all()
                if item:
                    return item
                self.changed.wait()

# %% wrong ZERO_LOST: None is no item
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        if item is None:
            return
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

# %% wrong ZERO_LOST: raises an error that is an item
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
            if isinstance(item, Exception):
                raise item
            return item

# %% wrong SHARED_BY_ALL: deque of the class
class Buffer:
    items = deque()

    def __init__(self, size):
        self.size = size
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

# %% wrong SHARED_BY_ALL: default argument
class Buffer:
    def __init__(self, size, items=deque()):
        self.size, self.items = size, items
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

# %% wrong POLLS: put sleeps
import time

class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        while True:
            with self.changed:
                if len(self.items) < self.size:
                    self.items.append(item)
                    self.changed.notify_all()
                    return
            time.sleep(0.05)

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong POLLS: a long time limit
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.size:
                self.changed.wait(30)
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong NOT_BOUNDED: drops the oldest
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque(maxlen=size)
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

# %% wrong NOT_BOUNDED: raises when full
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            if len(self.items) == self.size:
                raise OverflowError("full")
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item

# %% wrong WAKES_THE_WRONG_ONE: wait_for and notify
class Buffer:
    def __init__(self, size):
        self.size, self.items = size, deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.changed.notify(1)

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.items)
            self.changed.notify(1)
            return self.items.popleft()
