"""Answers to 03.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: always yields
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

# %% right: iterator class
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

# %% right: no result yet marker
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

# %% wrong DOES_NOT_WAIT: bare
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

    def __await__(self):
        while not self.done:
            yield
        return self.result()

# %% wrong DOES_NOT_WAIT: value
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

    def __await__(self):
        if not self.done:
            yield self.value
        return self.result()

# %% wrong CALLBACK_LOST: added late
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
        self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong CALLBACK_LOST: with the result
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
            self.loop.call_soon(callback, value)

    def result(self):
        if not self.done:
            raise asyncio.InvalidStateError("it is empty")
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self.value)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong CALLBACK_LOST: without the future
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
            self.loop.call_soon(callback)

    def result(self):
        if not self.done:
            raise asyncio.InvalidStateError("it is empty")
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong CALLED_AT_ONCE: in add
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
            callback(self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong CALLED_AT_ONCE: in set result
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
            callback(self)

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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong DOES_NOT_WAIT: callback at once
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
        self.callbacks.append(callback)
        self.loop.call_soon(callback, self)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong DOES_NOT_WAIT: goes round
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
        self.loop.call_soon(callback, self)

    def __await__(self):
        while not self.done:
            yield self
        return self.result()

# %% wrong DOES_NOT_WAIT: result at once
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

    def __await__(self):
        return self.result()
        yield self

# %% wrong DONE_BEFORE
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
        self.callbacks.append(callback)

    def __await__(self):
        yield self
        return self.result()

# %% wrong ERROR_LOST: as result
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
        return self.value if self.error is None else self.error

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong ERROR_LOST: await returns value
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

    def __await__(self):
        if not self.done:
            yield self
        return self.value

# %% wrong ERROR_LOST: raised to the setter
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, []

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self._fill(error, None)

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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong DOES_NOT_WAIT: iter
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

# %% wrong NEVER_WAKES: callbacks not called
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong NEVER_WAKES: not kept
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong ZERO_LOST
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

# %% wrong ZERO_LOST: truth
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

    def __await__(self):
        while not self.value and not self.error:
            yield self
        return self.result()

# %% wrong DOES_NOT_WAIT: async def
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

    async def __await__(self):
        while not self.done:
            await asyncio.sleep(0)
        return self.result()

# %% wrong DOES_NOT_WAIT: no yield
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

    def __await__(self):
        return self.result() if self.done else self

# %% wrong SEVERAL_WAITERS: one only
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callback = False, None, None, None

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self._fill(None, error)

    def _fill(self, value, error):
        if self.done:
            raise asyncio.InvalidStateError("it is filled already")
        self.done, self.value, self.error = True, value, error
        if self.callback is not None:
            self.loop.call_soon(self.callback, self)

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
            self.callback = callback

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SEVERAL_WAITERS: last first
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
        for callback in reversed(self.callbacks):
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SEVERAL_WAITERS: pops one
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
        if self.callbacks:
            self.loop.call_soon(self.callbacks.pop(0), self)

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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SET_TWICE
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, []

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self._fill(None, error)

    def _fill(self, value, error):
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SET_TWICE: exception unguarded
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, []

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self.done, self.error = True, error
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SET_TWICE: ignored
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
            return
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong ASKED_TOO_EARLY
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
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong ASKED_TOO_EARLY: other error
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
            raise RuntimeError("it is empty")
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong WRONG_RESULT: no return
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

    def __await__(self):
        if not self.done:
            yield self
        self.result()

# %% wrong WRONG_RESULT: result forgets return
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

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        if self.error is not None:
            raise self.error
        return self.value

# %% wrong WRONG_RESULT: the future
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

    def __await__(self):
        if not self.done:
            yield self
        return self

# %% right: states and a generator of its own
class Future:
    def __init__(self, loop):
        self._loop = loop
        self._state = "pending"
        self._callbacks = deque()

    def _finish(self, state, outcome):
        if self._state != "pending":
            raise asyncio.InvalidStateError(self._state)
        self._state, self._outcome = state, outcome
        while self._callbacks:
            self._loop.call_soon(self._callbacks.popleft(), self)

    def set_result(self, result):
        self._finish("result", result)

    def set_exception(self, error):
        self._finish("exception", error)

    def result(self):
        if self._state == "pending":
            raise asyncio.InvalidStateError("pending")
        if self._state == "exception":
            raise self._outcome
        return self._outcome

    def add_done_callback(self, callback):
        if self._state == "pending":
            self._callbacks.append(callback)
        else:
            self._loop.call_soon(lambda: callback(self))

    def _wait(self):
        while self._state == "pending":
            yield self

    def __await__(self):
        yield from self._wait()
        return self.result()

# %% right: outcomes in a list
class Future:
    def __init__(self, loop):
        self.loop, self.results, self.errors, self.callbacks = loop, [], [], []

    def is_done(self):
        return bool(self.results or self.errors)

    def check_empty(self):
        if self.is_done():
            raise asyncio.InvalidStateError

    def set_result(self, result):
        self.check_empty()
        self.results.append(result)
        self.call_back()

    def set_exception(self, error):
        self.check_empty()
        self.errors.append(error)
        self.call_back()

    def call_back(self):
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)
        self.callbacks = []

    def result(self):
        for error in self.errors:
            raise error
        if not self.results:
            raise asyncio.InvalidStateError
        return self.results[0]

    def add_done_callback(self, callback):
        self.callbacks.append(callback)
        if self.is_done():
            self.call_back()

    def __await__(self):
        if self.is_done():
            return self.result()
        yield self
        return self.result()

# %% wrong ZERO_LOST: an exception as a result
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, []

    def set_result(self, result):
        self._fill(result)

    def set_exception(self, error):
        self._fill(error)

    def _fill(self, value):
        if self.done:
            raise asyncio.InvalidStateError
        self.done, self.value = True, value
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.done:
            raise asyncio.InvalidStateError
        if isinstance(self.value, Exception):
            raise self.value
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong ZERO_LOST: equal to the mark
EMPTY = object()


class Future:
    def __init__(self, loop):
        self.loop, self.value, self.error, self.callbacks = loop, EMPTY, None, []

    def is_done(self):
        return self.error is not None or not (self.value == EMPTY)

    def set_result(self, result):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.value = result
        self.tell()

    def set_exception(self, error):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.error = error
        self.tell()

    def tell(self):
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.is_done():
            raise asyncio.InvalidStateError
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.is_done():
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.is_done():
            yield self
        return self.result()

# %% wrong ZERO_LOST: minus one
class Future:
    def __init__(self, loop):
        self.loop, self.value, self.error, self.callbacks = loop, -1, None, []

    def is_done(self):
        return self.error is not None or not (self.value == -1)

    def set_result(self, result):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.value = result
        self.tell()

    def set_exception(self, error):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.error = error
        self.tell()

    def tell(self):
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.is_done():
            raise asyncio.InvalidStateError
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.is_done():
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.is_done():
            yield self
        return self.result()

# %% wrong ZERO_LOST: three dots
class Future:
    def __init__(self, loop):
        self.loop, self.value, self.error, self.callbacks = loop, ..., None, []

    def is_done(self):
        return self.error is not None or not (self.value is ...)

    def set_result(self, result):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.value = result
        self.tell()

    def set_exception(self, error):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.error = error
        self.tell()

    def tell(self):
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.is_done():
            raise asyncio.InvalidStateError
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.is_done():
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.is_done():
            yield self
        return self.result()

# %% wrong ZERO_LOST: an empty list
class Future:
    def __init__(self, loop):
        self.loop, self.value, self.error, self.callbacks = loop, [], None, []

    def is_done(self):
        return self.error is not None or not (self.value == [])

    def set_result(self, result):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.value = result
        self.tell()

    def set_exception(self, error):
        if self.is_done():
            raise asyncio.InvalidStateError
        self.error = error
        self.tell()

    def tell(self):
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.is_done():
            raise asyncio.InvalidStateError
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.is_done():
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.is_done():
            yield self
        return self.result()

# %% wrong CALLBACK_LOST: a dict of callbacks
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, {}

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
            self.callbacks[callback] = True

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong CALLBACK_LOST: called again later
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
        self.callbacks.append(callback)
        if self.done:
            for each in self.callbacks:
                self.loop.call_soon(each, self)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SEVERAL_WAITERS: lambda in a loop
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
            self.loop.call_soon(lambda: callback(self))

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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SEVERAL_WAITERS: eight at most
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, deque(maxlen=8)

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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SEVERAL_WAITERS: set and cleared while it runs
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
            self.callbacks.remove(callback)
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong WRONG_RESULT: taken out
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, [], None, []

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self._fill(None, error)

    def _fill(self, value, error):
        if self.done:
            raise asyncio.InvalidStateError("it is filled already")
        self.done, self.value, self.error = True, [value], error
        for callback in self.callbacks:
            self.loop.call_soon(callback, self)

    def result(self):
        if not self.done:
            raise asyncio.InvalidStateError("it is empty")
        if self.error is not None:
            raise self.error
        return self.value.pop()

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong WRONG_RESULT: the future itself
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

    def __await__(self):
        if not self.done:
            yield self
        return self

# %% wrong ERROR_LOST: one kind only
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
        if isinstance(self.error, (OSError, ValueError, KeyError)):
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong ERROR_LOST: wrapped
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
            raise RuntimeError("it failed") from self.error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong ERROR_LOST: only once
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
        error, self.error = self.error, None
        if error is not None:
            raise error
        return self.value

    def add_done_callback(self, callback):
        if self.done:
            self.loop.call_soon(callback, self)
        else:
            self.callbacks.append(callback)

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SET_TWICE: last one stays
class Future:
    def __init__(self, loop):
        self.loop = loop
        self.done, self.value, self.error, self.callbacks = False, None, None, []

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self._fill(None, error)

    def _fill(self, value, error):
        again = self.done
        self.done, self.value, self.error = True, value, error
        if again:
            raise asyncio.InvalidStateError
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong SET_TWICE: another error
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
            raise ValueError("it is filled already")
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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong CALLED_AT_ONCE: runs the loop
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
        self.loop.run()

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

    def __await__(self):
        if not self.done:
            yield self
        return self.result()

# %% wrong DONE_BEFORE: waits in any case
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
        while self.callbacks:
            self.loop.call_soon(self.callbacks.pop(0), self)

    def result(self):
        if not self.done:
            raise asyncio.InvalidStateError("it is empty")
        if self.error is not None:
            raise self.error
        return self.value

    def add_done_callback(self, callback):
        self.callbacks.append(callback)

    def __await__(self):
        yield self
        return self.result()

# %% wrong DEADLOCK: an event of threads
class Future:
    def __init__(self, loop):
        self.loop, self.filled = loop, threading.Event()
        self.done, self.value, self.error, self.callbacks = False, None, None, []

    def set_result(self, result):
        self._fill(result, None)

    def set_exception(self, error):
        self._fill(None, error)

    def _fill(self, value, error):
        if self.done:
            raise asyncio.InvalidStateError("it is filled already")
        self.done, self.value, self.error = True, value, error
        self.filled.set()
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

    def __await__(self):
        self.filled.wait()
        yield from ()
        return self.result()

# %% wrong BUSY_WAIT: looks in a loop
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

    def __await__(self):
        import time

        while not self.done:
            time.sleep(0.1)
        yield from ()
        return self.result()

# %% wrong ERROR: a name that is not there
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

    def __await__(self):
        if not done:
            yield self
        return self.result()
