import contextlib


class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        for end in (self.near, self.far):
            end.setblocking(False)
        self.selector.register(self.near, selectors.EVENT_READ, lambda: self.near.recv(1_000_000))

    def call_soon_threadsafe(self, callback, *args):
        self.ready.append((callback, args))
        with contextlib.suppress(BlockingIOError):
            self.far.send(b"wake")
