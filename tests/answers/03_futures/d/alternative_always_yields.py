from functools import partial


class Future:
    def __init__(self, loop):
        self.loop = loop
        self.give = None
        self.waiting = []

    def fill(self, give):
        if self.give is not None:
            raise asyncio.InvalidStateError("already done")
        self.give = give
        for callback in self.waiting:
            self.loop.call_soon(callback, self)

    def set_result(self, result):
        self.fill(lambda: result)

    def set_exception(self, error):
        def give():
            raise error

        self.fill(give)

    def result(self):
        if self.give is None:
            raise asyncio.InvalidStateError("not done")
        return self.give()

    def add_done_callback(self, callback):
        if self.give is None:
            self.waiting.append(callback)
        else:
            self.loop.call_soon(partial(callback, self))

    def __await__(self):
        yield self
        return self.result()
