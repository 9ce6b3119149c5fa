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
