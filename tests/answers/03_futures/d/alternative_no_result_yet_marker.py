EMPTY = object()


class Future:
    def __init__(self, loop):
        self.loop, self.outcome, self.callbacks = loop, EMPTY, []

    def settle(self, outcome):
        if self.outcome is not EMPTY:
            raise asyncio.InvalidStateError
        self.outcome = outcome
        while self.callbacks:
            self.loop.call_soon(self.callbacks.pop(0), self)

    def set_result(self, result):
        self.settle((result, None))

    def set_exception(self, error):
        self.settle((None, error))

    def result(self):
        if self.outcome is EMPTY:
            raise asyncio.InvalidStateError
        value, error = self.outcome
        if error:
            raise error
        return value

    def add_done_callback(self, callback):
        self.callbacks.append(callback)
        if self.outcome is not EMPTY:
            self.loop.call_soon(self.callbacks.pop(), self)

    def __await__(self):
        while self.outcome is EMPTY:
            yield self
        return self.result()
