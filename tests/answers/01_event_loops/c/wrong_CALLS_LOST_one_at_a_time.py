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
