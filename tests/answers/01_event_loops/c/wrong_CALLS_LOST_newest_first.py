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
