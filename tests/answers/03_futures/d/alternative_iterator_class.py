class Waiting:
    def __init__(self, future):
        self.future = future

    def __iter__(self):
        return self

    def __next__(self):
        if not self.future.filled:
            return self.future
        raise StopIteration(self.future.result())


class Future:
    def __init__(self, loop):
        self.loop, self.filled, self.callbacks = loop, [], []

    def set_result(self, result):
        if self.filled:
            raise asyncio.InvalidStateError
        self.filled.append((True, result))
        self.tell()

    def set_exception(self, error):
        if self.filled:
            raise asyncio.InvalidStateError
        self.filled.append((False, error))
        self.tell()

    def tell(self):
        callbacks, self.callbacks = self.callbacks, []
        for callback in callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.filled:
            raise asyncio.InvalidStateError
        good, outcome = self.filled[0]
        if good:
            return outcome
        raise outcome

    def add_done_callback(self, callback):
        self.callbacks.append(callback)
        if self.filled:
            self.tell()

    def __await__(self):
        return Waiting(self)
