class Future:
    def __init__(self, loop):
        self.loop = loop
        self.value, self.error, self.callbacks = None, None, []

    def set_result(self, result):
        if self.value is not None or self.error is not None:
            raise asyncio.InvalidStateError
        self.value = result
        self.tell()

    def set_exception(self, error):
        if self.value is not None or self.error is not None:
            raise asyncio.InvalidStateError
        self.error = error
        self.tell()

    def tell(self):
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if self.error is not None:
            raise self.error
        if self.value is None:
            raise asyncio.InvalidStateError
        return self.value

    def add_done_callback(self, callback):
        if self.value is None and self.error is None:
            self.callbacks.append(callback)
        else:
            self.loop.call_soon(callback, self)

    def __await__(self):
        if self.value is None and self.error is None:
            yield self
        return self.result()
