import threading


class WakingLoop(SleepyLoop):
    def __init__(self):
        super().__init__()
        self.near, self.far = socket.socketpair()
        self.selector.register(self.near, selectors.EVENT_READ, self.drain)
        self.lock, self.woken = threading.Lock(), False

    def drain(self):
        with self.lock:
            self.near.recv(1)
            self.woken = False

    def call_soon_threadsafe(self, callback, *args):
        with self.lock:
            self.call_soon(callback, *args)
            if not self.woken:
                self.woken = True
                self.far.send(b"!")
