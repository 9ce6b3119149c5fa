# %% right: always in a thread
def complete(awaitable):
    if asyncio.isfuture(awaitable):
        raise RuntimeError("await a task or future on its own loop")
    if not asyncio.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% right: a thread by hand
import threading


def complete(awaitable):
    if isinstance(awaitable, (asyncio.Task, asyncio.Future)):
        raise RuntimeError("complete() cannot wait for it; use await")
    if not inspect.iscoroutine(awaitable):
        raise TypeError(type(awaitable))
    outcome = []
    context = copy_context()

    def work():
        try:
            outcome.append((context.run(asyncio.run, awaitable), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    [(value, error)] = outcome
    if error is not None:
        raise error
    return value

# %% right: a helper asks
def loop_runs_here():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("write await instead")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("complete() wants a coroutine")
    if not loop_runs_here():
        return asyncio.run(awaitable)
    context = copy_context()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: context.run(asyncio.run, awaitable)).result()

# %% right: a loop thread
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it on its loop")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with LoopThread(foreign_loop="allow") as bridge:
        return bridge.call(lambda: awaitable)

# %% wrong NOT_IN_A_CELL: asyncio.run only
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    return asyncio.run(awaitable)

# %% wrong NOT_IN_A_CELL: a loop of its own here
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(awaitable)
    finally:
        loop.close()

# %% wrong ERROR_MISTAKEN: tries and sees
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    try:
        return asyncio.run(awaitable)
    except RuntimeError:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong ERROR_MISTAKEN: the run inside of the try
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    try:
        asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(copy_context().run, asyncio.run, awaitable).result()
    except RuntimeError:
        return asyncio.run(awaitable)

# %% wrong DEADLOCK: the running loop
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(awaitable)
    return asyncio.run_coroutine_threadsafe(awaitable, loop).result()

# %% wrong RETURNS_AWAITABLE: a task in a cell
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(awaitable)
    return loop.create_task(awaitable)

# %% wrong RETURNS_AWAITABLE: no result
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable)

# %% wrong IS_ASYNC: async def
async def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    return await awaitable

# %% wrong CONTEXT_LOST: no copy
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, awaitable).result()

# %% wrong CONTEXT_LOST: copied over there
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(awaitable)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: copy_context().run(asyncio.run, awaitable)).result()

# %% wrong WRONG_RESULT: no return
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong ZERO_LOST: an if
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result() or None

# %% wrong POOL_LEFT: no shutdown
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    pool = ThreadPoolExecutor(1)
    return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong LEFT_BEHIND: a loop is not closed
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    loop = asyncio.new_event_loop()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, loop.run_until_complete, awaitable).result()

# %% wrong LEFT_BEHIND: a loop thread
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    bridge = LoopThread(foreign_loop="allow")
    return bridge.call(lambda: awaitable)

# %% wrong ERROR_LOST: a thread that drops it
import threading


def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    results, context = [None], copy_context()

    def work():
        try:
            results[0] = context.run(asyncio.run, awaitable)
        except Exception:
            pass

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return results[0]

# %% wrong NO_WAY_OUT: asyncio's own error, of another loop
async def outcome_of(awaitable):
    return await awaitable


def complete(awaitable):
    if not inspect.isawaitable(awaitable):
        raise TypeError("not awaitable")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, outcome_of(awaitable)).result()

# %% wrong NOT_REFUSED: only a TypeError
def complete(awaitable):
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong WAITS_FOR_ITS_LOOP: waits for the task
import threading


def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        ended = threading.Event()
        awaitable.add_done_callback(lambda _: ended.set())
        ended.wait()
        return awaitable.result()
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong NO_WAY_OUT: says no
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("tasks and futures are refused")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong NOT_LEFT_ALONE: cancels it
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        awaitable.cancel()
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise TypeError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong TAKES_ANYTHING: calls it
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        return awaitable
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% wrong TAKES_ANYTHING: another error
def complete(awaitable):
    if isinstance(awaitable, asyncio.Future):
        raise RuntimeError("await it")
    if not inspect.iscoroutine(awaitable):
        raise ValueError("not a coroutine")
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, awaitable).result()

# %% equivalent mutants
# statement dropped: asyncio.get_running_loop() | then every coroutine gets a thread, also right
