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

# %% wrong BAD_YIELD: bare
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

# %% wrong BAD_YIELD: value
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

# %% wrong MISSING_METHOD: iter
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

# %% wrong NOT_AWAITABLE: async def
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

# %% wrong NOT_AWAITABLE: no yield
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

# %% wrong ONE_WAITER_ONLY
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

# %% wrong WRONG_ORDER: last first
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

# %% wrong ONE_WAITER_ONLY: pops one
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
