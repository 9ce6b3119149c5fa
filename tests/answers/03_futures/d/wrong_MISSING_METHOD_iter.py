class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, []

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self._fill(None, error)

    def _fill(self, value, error):
        if self.done:
            raise asyncio.InvalidStateError("it is filled already")
        self.done, self.value, self.error = True, value, error
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.done:
            raise asyncio.InvalidStateError("it is empty")
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __iter__(self):
        if not self.done:
            yield self
        return self.result()
