"""Answers to 01.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: flag and lock
import threading


class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.closed = False
        self.near, self.far = socket.socketpair()
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)
        self.lock, self.woken = threading.Lock(), False

    def drain(self):
        with self.lock:
            self.near.recv(1)
            self.woken = False

    def call_soon_threadsafe(self, callback, *args):
        if self.closed:
            raise RuntimeError("closed")
        with self.lock:
            self.call_soon(callback, *args)
            if not self.woken:
                self.woken = True
                self.far.send(b"!")

    def close(self):
        self.closed = True
        for part in (self.selector, self.near, self.far):
            part.close()

# %% right: lambda reader
import contextlib


class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.closed = False
        self.near, self.far = socket.socketpair()
        for end in (self.near, self.far):
            end.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, lambda: self.near.recv(1_000_000))

    def call_soon_threadsafe(self, callback, *args):
        if self.closed:
            raise RuntimeError("closed")
        self.ready.append((callback, args))
        with contextlib.suppress(BlockingIOError):
            self.far.send(b"wake")

    def close(self):
        self.closed = True
        for part in (self.selector, self.near, self.far):
            part.close()

# %% right: a queue of its own, emptied by the reader
import queue


class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.closed = False
        self.calls = queue.SimpleQueue()
        self.near, self.far = socket.socketpair()
        self.near.setblocking(False)
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.read)

    def read(self):
        try:
            while self.near.recv(4096):
                pass
        except BlockingIOError:
            pass
        while not self.calls.empty():
            self.call_soon(*self.calls.get())

    def call_soon_threadsafe(self, callback, *args):
        if self.closed:
            raise RuntimeError("closed")
        self.calls.put((callback, *args))
        try:
            self.far.send(b"x")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        for part in (self.selector, self.near, self.far):
            part.close()

# %% right: a pipe
import os


class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.closed = False
        self.out, self.into = os.pipe()
        os.set_blocking(self.into, False)
        self.selector.register(self.out, selectors.EVENT_READ, self.read)

    def read(self):
        os.read(self.out, 100_000)

    def call_soon_threadsafe(self, callback, *args):
        if self.closed:
            raise RuntimeError("closed")
        self.call_soon(callback, *args)
        try:
            os.write(self.into, b"!")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        self.selector.close()
        os.close(self.out)
        os.close(self.into)

# %% right: as the lesson reads and sends
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.selector.register(self.near, selectors.EVENT_READ)
        self.near.setblocking(False)
        self.far.setblocking(False)
        self.closed = False

    def run_once(self):
        if self.selector.select(0 if self.ready else None):
            self.near.recv(4096)
        ReadyLoop.run_once(self)

    def call_soon_threadsafe(self, callback, *args):
        if self.closed:
            raise RuntimeError("the loop is closed")
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        for part in (self.selector, self.near, self.far):
            part.close()

# %% wrong CALLS_LOST: newest first
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.ready.appendleft((callback, args))
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

# %% wrong CALL_OVERLOOKED: one at a time
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.call = None
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)
        callback, args = self.call
        callback(*args)

    def call_soon_threadsafe(self, callback, *args):
        self.call = callback, args
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

# %% wrong FULL_SOCKET_BLOCKS
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        self.far.send(b"\0")

# %% wrong FULL_SOCKET_BLOCKS: sendall
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.selector.register(self.near, selectors.EVENT_READ, lambda: self.near.recv(4096))

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        self.far.sendall(b"1")

# %% wrong READER_BLOCKS
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        while self.near.recv(1):
            pass

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"!")
        except BlockingIOError:
            pass

# %% wrong CALL_OVERLOOKED: a flag that is reset before the reading
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.sent = False
        self.near, self.far = socket.socketpair()
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.sent = False
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        if not self.sent:
            self.sent = True
            self.far.send(b"!")

# %% wrong CALL_OVERLOOKED: wakes only a loop that says that it sleeps
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.sleeping = False
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, lambda: self.near.recv(4096))

    def run_once(self):
        timeout = 0 if self.ready else None
        self.sleeping = timeout is None
        events = self.selector.select(timeout)
        self.sleeping = False
        for key, _ in events:
            key.data()
        ReadyLoop.run_once(self)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        if self.sleeping:
            try:
                self.far.send(b"!")
            except BlockingIOError:
                pass

# %% wrong FULL_SOCKET_RAISES
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        self.far.send(b"\0")

# %% wrong NEVER_DRAINED
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        pass

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

# %% wrong POLLS
class WakingLoop(SleepyLoop):
    def run_once(self):
        for key, _ in self.selector.select(0.05):
            key.data()
        ReadyLoop.run_once(self)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)

# %% wrong POLLS: never sleeps
class WakingLoop(SleepyLoop):
    def run_once(self):
        self.selector.select(0)
        ReadyLoop.run_once(self)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)

# %% wrong STAYS_ASLEEP: not registered
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

# %% wrong STAYS_ASLEEP: queue only
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.woken = False

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        self.woken = True

# %% wrong STAYS_ASLEEP: wrong end
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        self.near.send(b"\0")

# %% wrong WOKEN_TOO_EARLY
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass
        self.call_soon(callback, *args)

# %% wrong WOKEN_TOO_EARLY: a queue of its own, filled too late
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.calls = deque()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.read)

    def read(self):
        self.near.recv(4096)
        while self.calls:
            self.call_soon(*self.calls.popleft())

    def call_soon_threadsafe(self, callback, *args):
        try:
            self.far.send(b"x")
        except BlockingIOError:
            pass
        self.calls.append((callback, *args))

# %% wrong WRONG_THREAD
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        callback(*args)

# %% wrong CLOSE_FAILS: no close
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

# %% wrong CLOSE_FAILS: closes what is not there
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        for part in (self.selector, self.waker, self.near, self.far):
            part.close()

# %% wrong LEFT_OPEN: one end
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        for part in (self.selector, self.near):
            part.close()

# %% wrong LEFT_OPEN: the selector
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        for part in (self.near, self.far):
            part.close()

# %% wrong CLOSED_ACCEPTS: the error of the closed socket
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        for part in (self.selector, self.near, self.far):
            part.close()

# %% wrong CLOSED_ACCEPTS: in silence
class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.closed = False
        self.near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)

    def drain(self):
        self.near.recv(4096)

    def call_soon_threadsafe(self, callback, *args):
        if self.closed:
            return
        self.call_soon(callback, *args)
        try:
            self.far.send(b"\0")
        except BlockingIOError:
            pass

    def close(self):
        self.closed = True
        for part in (self.selector, self.near, self.far):
            part.close()
