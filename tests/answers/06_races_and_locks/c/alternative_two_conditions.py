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
