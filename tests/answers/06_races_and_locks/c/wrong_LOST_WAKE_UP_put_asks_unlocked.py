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
