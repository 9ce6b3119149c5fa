"""Answers to 08.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: compares threads
from concurrent.futures import Future


def call(coroutine, loop):
    def refuse(why):
        coroutine.close()
        raise RuntimeError(why)

    if loop.is_closed() or not loop.is_running():
        refuse("the loop does not run")
    home = Future()
    loop.call_soon_threadsafe(lambda: home.set_result(threading.get_ident()))
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        if here is loop:
            refuse("this is the thread of that loop: use `await coroutine`")
        warnings.warn("blocks the loop of this thread", RuntimeWarning)
    if home.result() == threading.get_ident():
        refuse("await it")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% right: future of its own
from concurrent.futures import Future


class HeldUp(RuntimeWarning):
    pass


def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    problem = None
    if here is loop:
        problem = "you are on this loop already: write await"
    elif loop.is_closed():
        problem = "this loop is closed"
    elif not loop.is_running():
        problem = "this loop does not run"
    if problem:
        coroutine.close()
        raise RuntimeError(problem)
    if here is not None:
        warnings.warn("held up", HeldUp)
    outcome = Future()

    async def work():
        try:
            outcome.set_result(await coroutine)
        except Exception as error:
            outcome.set_exception(error)

    loop.call_soon_threadsafe(lambda: tasks.add(loop.create_task(work())))
    return outcome.result()


tasks = set()

# %% right: own error
class WouldDeadlock(RuntimeError):
    pass


def running_here():
    with contextlib.suppress(RuntimeError):
        return asyncio.get_running_loop()


def call(coroutine, loop):
    here = running_here()
    try:
        if here is loop:
            raise WouldDeadlock("Await the coroutine; call() cannot be used on its own loop.")
        if not loop.is_running():
            raise RuntimeError("The loop is not running.")
    except RuntimeError:
        coroutine.close()
        raise
    if here:
        warnings.warn("the loop of this thread stands still", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong CALLBACK_OVERLOOKED
def call(coroutine, loop):
    try:
        task = asyncio.current_task()
    except RuntimeError:
        task = None
    if task is not None and task.get_loop() is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    if task is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong ERROR_LOST
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    return future.exception() or future.result()

# %% wrong ERROR_LOST: all the same
def call(coroutine, loop):
    try:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    except Exception:
        coroutine.close()
        raise RuntimeError("call failed: await the coroutine instead") from None

# %% wrong GIVES_UP_LATE
def call(coroutine, loop):
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        return future.result(timeout=5)
    except TimeoutError:
        future.cancel()
        raise RuntimeError("no answer: await the coroutine instead") from None

# %% wrong GIVES_UP_LATE: only for idle loops
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or loop.is_closed():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        return future.result(30)
    except TimeoutError:
        coroutine.close()
        raise RuntimeError("nobody runs this loop") from None

# %% wrong NEVER_AWAITED
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong NEVER_AWAITED: closed loop
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not (loop.is_running() or loop.is_closed()):
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong NOT_REFUSED: returns none
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        return None
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong NOT_REFUSED: starts an idle loop
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or loop.is_closed():
        coroutine.close()
        raise RuntimeError("await it instead")
    if not loop.is_running():
        return loop.run_until_complete(coroutine)
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong NOT_REFUSED: task
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop:
        return loop.create_task(coroutine)
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong WRONG_RESULT: forgot return
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong RETURNS_AWAITABLE: future
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    return asyncio.run_coroutine_threadsafe(coroutine, loop)

# %% wrong WAITS_FOR_EVER: hangs with a lock
from concurrent.futures import Future


lock = threading.Lock()


def call(coroutine, loop):
    with lock:
        done = Future()

        async def work():
            with lock:
                done.set_result(await coroutine)

        asyncio.run_coroutine_threadsafe(work(), loop)
        return done.result()

# %% wrong NO_WAY_OUT
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("cannot call here")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong NO_WAY_OUT: deadlock
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("deadlock")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong OTHER_ERROR: assert
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
    assert here is not loop, "await the coroutine instead"
    assert loop.is_running(), "nobody runs this loop"
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong OTHER_ERROR: of the module
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise asyncio.InvalidStateError("await the coroutine instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong REFUSES_EVERYBODY: is running
def call(coroutine, loop):
    if loop.is_running():
        coroutine.close()
        raise RuntimeError("the loop is running: await the coroutine instead")
    return loop.run_until_complete(coroutine)

# %% wrong REFUSES_EVERYBODY: main thread
def call(coroutine, loop):
    if threading.current_thread().name == "MainThread":
        coroutine.close()
        raise RuntimeError("do not call this on the main thread; await it")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong REFUSES_EVERYBODY: no try
def call(coroutine, loop):
    if asyncio.get_running_loop() is loop:
        coroutine.close()
        raise RuntimeError("await it instead")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong REFUSES_EVERYBODY: raises in the try
def call(coroutine, loop):
    try:
        if asyncio.get_running_loop() is loop:
            raise RuntimeError("await it instead")
    except RuntimeError:
        coroutine.close()
        raise
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong REFUSES_OTHER_LOOPS
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is not None or not loop.is_running():
        coroutine.close()
        raise RuntimeError("a loop runs in this thread: await the coroutine instead")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong REFUSES_OTHER_LOOPS: warning as error
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    if here is not None:
        coroutine.close()
        raise RuntimeWarning("holds up this loop")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong REFUSES_WORKERS
def call(coroutine, loop):
    if threading.current_thread().name.startswith("asyncio_"):
        coroutine.close()
        raise RuntimeError("this thread belongs to the loop; await the coroutine")
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong RUNS_ALL_THE_SAME
def call(coroutine, loop):
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        return future.result()
    if here is loop:
        raise RuntimeError("await the coroutine instead")
    warnings.warn("holds up this loop", RuntimeWarning)
    return future.result()

# %% wrong SILENT
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong SILENT: user warning
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    if here is not None:
        warnings.warn("holds up this loop")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong WAITS_FOR_ITSELF
def call(coroutine, loop):
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong WAITS_FOR_ITSELF: asks for the main thread
def call(coroutine, loop):
    if threading.current_thread() is threading.main_thread():
        warnings.warn("holds up the main thread", RuntimeWarning)
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong WAITS_FOR_ITSELF: warns only
def call(coroutine, loop):
    try:
        asyncio.get_running_loop()
        warnings.warn("this thread runs a loop: await the coroutine", RuntimeWarning)
    except RuntimeError:
        pass
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong WAITS_FOR_NOBODY
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop:
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong WAITS_FOR_NOBODY: asks if closed
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or loop.is_closed():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong WARNS_EVERYBODY
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    warnings.warn("holds up this thread", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

# %% wrong TOUCHES_THE_LOOP
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    done, task = threading.Event(), loop.create_task(coroutine)
    task.add_done_callback(lambda _: done.set())
    done.wait()
    return task.result()

# %% wrong BUSY_WAIT
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    while not future.done():
        pass
    return future.result()

# %% wrong ZERO_LOST
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    result = asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    if isinstance(result, Exception):
        raise result
    return result or "nothing"

# %% wrong ERROR_LOST: every RuntimeError
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    try:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    except RuntimeError:
        return None

# %% wrong ERROR: misspelt
def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeErorr("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
