"""Answers to 03.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: one function that sets either
def refresh(loop, token, fetch):
    def deliver(put, value):
        if not token.done():
            put(value)

    try:
        put, value = token.set_result, fetch()
    except Exception as error:
        put, value = token.set_exception, error
    loop.call_soon_threadsafe(deliver, put, value)

# %% right: a coroutine sent to the loop
def refresh(loop, token, fetch):
    result = error = None
    try:
        result = fetch()
    except Exception as raised:
        error = raised

    async def deliver():
        if token.done():
            return
        if error is None:
            token.set_result(result)
        else:
            token.set_exception(error)

    asyncio.run_coroutine_threadsafe(deliver(), loop)

# %% right: invalid state suppressed
import contextlib


def refresh(loop, token, fetch):
    def deliver(put, value):
        with contextlib.suppress(asyncio.InvalidStateError):
            put(value)

    try:
        loop.call_soon_threadsafe(deliver, token.set_result, fetch())
    except Exception as error:
        loop.call_soon_threadsafe(deliver, token.set_exception, error)

# %% right: raises on the thread as well
def refresh(loop, token, fetch):
    def fail(error):
        if not token.done():
            token.set_exception(error)

    try:
        result = fetch()
    except BaseException as error:
        loop.call_soon_threadsafe(fail, error)
        return
    token.get_loop().call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ERROR_LOST: as before
def refresh(loop, token, fetch):
    result = fetch()
    loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ERROR_LOST: as a result
def refresh(loop, token, fetch):
    try:
        result = fetch()
    except Exception as error:
        result = error
    loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ERROR_LOST: cancelled instead
def refresh(loop, token, fetch):
    try:
        result = fetch()
    except Exception:
        loop.call_soon_threadsafe(token.cancel)
    else:
        loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ERROR_LOST: only errors of the line
def refresh(loop, token, fetch):
    def fail(error):
        if not token.done():
            token.set_exception(error)

    try:
        result = fetch()
    except OSError as error:
        loop.call_soon_threadsafe(fail, error)
    else:
        loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ERROR_LOST: the name is gone when the loop calls
def refresh(loop, token, fetch):
    try:
        result = fetch()
    except Exception as error:
        loop.call_soon_threadsafe(lambda: token.done() or token.set_exception(error))
    else:
        loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ERROR_LOST: another error
def refresh(loop, token, fetch):
    def fail():
        if not token.done():
            token.set_exception(RuntimeError("no token"))

    try:
        result = fetch()
    except Exception:
        loop.call_soon_threadsafe(fail)
    else:
        loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong LATE_TOKEN: exceptions set without a question
def refresh(loop, token, fetch):
    try:
        result = fetch()
    except Exception as error:
        loop.call_soon_threadsafe(token.set_exception, error)
    else:
        loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong LATE_TOKEN: asked on the thread
def refresh(loop, token, fetch):
    try:
        put, value = token.set_result, fetch()
    except Exception as error:
        put, value = token.set_exception, error
    if not token.done():
        loop.call_soon_threadsafe(put, value)

# %% wrong LATE_TOKEN: asks for a cancellation only
def refresh(loop, token, fetch):
    def deliver(put, value):
        if not token.cancelled():
            put(value)

    try:
        put, value = token.set_result, fetch()
    except Exception as error:
        put, value = token.set_exception, error
    loop.call_soon_threadsafe(deliver, put, value)

# %% wrong TOUCHES_THE_LOOP: set on the thread
def refresh(loop, token, fetch):
    try:
        set_unless_done(token, fetch())
    except Exception as error:
        if not token.done():
            token.set_exception(error)

# %% wrong TOUCHES_THE_LOOP: call soon
def refresh(loop, token, fetch):
    def fail(error):
        if not token.done():
            token.set_exception(error)

    try:
        result = fetch()
    except Exception as error:
        loop.call_soon(fail, error)
    else:
        loop.call_soon(set_unless_done, token, result)

# %% wrong ON_THE_LOOP
def refresh(loop, token, fetch):
    def deliver():
        if token.done():
            return
        try:
            token.set_result(fetch())
        except Exception as error:
            token.set_exception(error)

    loop.call_soon_threadsafe(deliver)

# %% wrong NOT_ASKED
def refresh(loop, token, fetch):
    loop.call_soon_threadsafe(set_unless_done, token, fetch)

# %% wrong NOT_ASKED: once more after an error
def refresh(loop, token, fetch):
    def fail(error):
        if not token.done():
            token.set_exception(error)

    fetch()
    try:
        result = fetch()
    except Exception as error:
        loop.call_soon_threadsafe(fail, error)
    else:
        loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ZERO_LOST
def refresh(loop, token, fetch):
    def fail(error):
        if not token.done():
            token.set_exception(error)

    result = None
    try:
        result = fetch()
    except Exception as error:
        loop.call_soon_threadsafe(fail, error)
    if result:
        loop.call_soon_threadsafe(set_unless_done, token, result)

# %% wrong ZERO_LOST: an exception as a result
def refresh(loop, token, fetch):
    def deliver(value):
        if token.done():
            return
        if isinstance(value, Exception):
            token.set_exception(value)
        else:
            token.set_result(value)

    try:
        value = fetch()
    except Exception as error:
        value = error
    loop.call_soon_threadsafe(deliver, value)

# %% wrong WRONG_RESULT: with its error
def refresh(loop, token, fetch):
    def fail(error):
        if not token.done():
            token.set_exception(error)

    try:
        result = fetch()
    except Exception as error:
        loop.call_soon_threadsafe(fail, error)
    else:
        loop.call_soon_threadsafe(set_unless_done, token, (result, None))

# %% wrong TOO_LATE
import time


def refresh(loop, token, fetch):
    def fail(error):
        if not token.done():
            token.set_exception(error)

    try:
        result = fetch()
        time.sleep(0.1)
    except Exception as error:
        loop.call_soon_threadsafe(fail, error)
    else:
        loop.call_soon_threadsafe(set_unless_done, token, result)
