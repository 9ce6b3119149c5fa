"""Answers to 10.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: sets it on every way out
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.ensure_future(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    finally:
        stop.set()
        await asyncio.wait([job])

# %% right: wait with a limit
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        await asyncio.wait([job], timeout=seconds)
        if job.done():
            return job.result()
    finally:
        stop.set()
        await asyncio.gather(job, return_exceptions=True)
    raise TimeoutError

# %% right: a list as the flag, the loop's executor
async def call_within(seconds, function, *args):
    asked = []
    loop = asyncio.get_running_loop()
    job = loop.run_in_executor(None, lambda: function(lambda: bool(asked), *args))
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.shield(job)
    except (TimeoutError, asyncio.CancelledError):
        asked.append(True)
        await asyncio.wait([job])
        raise

# %% right: a timer tells, and the result is put aside
async def call_within(seconds, function, *args):
    stop = threading.Event()
    timer = asyncio.get_running_loop().call_later(seconds, stop.set)
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        await asyncio.wait([job])
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([job])
        raise
    finally:
        timer.cancel()
    if stop.is_set():
        raise TimeoutError
    return job.result()

# %% right: the bridge's workers
async def call_within(seconds, function, *args):
    from helpers.bridge import Workers, cancelled

    async with Workers(1) as workers, asyncio.timeout(seconds):
        return await workers.run(function, cancelled, *args)

# %% right: a thread of its own
async def call_within(seconds, function, *args):
    loop = asyncio.get_running_loop()
    ended, stop, found = asyncio.Event(), threading.Event(), []

    def target():
        try:
            found.append((function(stop.is_set, *args), None))
        except Exception as error:
            found.append((None, error))
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=target).start()
    try:
        async with asyncio.timeout(seconds):
            await ended.wait()
    finally:
        stop.set()
        await ended.wait()
    value, error = found[0]
    if error:
        raise error
    return value

# %% wrong NEVER_TOLD: a library that waits
async def call_within(seconds, function, *args):
    import anyio

    stop = threading.Event()
    with anyio.fail_after(seconds):
        return await anyio.to_thread.run_sync(lambda: function(stop.is_set, *args))

# %% wrong NEVER_TOLD: the limit only
async def call_within(seconds, function, *args):
    stop = threading.Event()
    return await asyncio.wait_for(asyncio.to_thread(function, stop.is_set, *args), seconds)

# %% wrong NEVER_TOLD: does not hear a cancellation
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except TimeoutError:
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong ENDS_BEFORE_THE_THREAD: asks, and goes
async def call_within(seconds, function, *args):
    stop = threading.Event()
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.to_thread(function, stop.is_set, *args)
    finally:
        stop.set()

# %% wrong ENDS_BEFORE_THE_THREAD: no shield
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(job, seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong ENDS_BEFORE_THE_THREAD: waits after a timeout only
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except TimeoutError:
        stop.set()
        await asyncio.wait([job])
        raise
    except asyncio.CancelledError:
        stop.set()
        raise

# %% wrong TIMEOUT_LOST: the result of the stopped one
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except TimeoutError:
        stop.set()
        return await job
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong TIMEOUT_LOST: awaits the job, which may raise
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await job
        raise

# %% wrong TIMEOUT_LOST: only a timer
async def call_within(seconds, function, *args):
    stop = threading.Event()
    asyncio.get_running_loop().call_later(seconds, stop.set)
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.shield(job)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong CANCEL_SWALLOWED: one except for both
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise TimeoutError

# %% wrong TOLD_TOO_LATE: waits first
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        await asyncio.wait([job], timeout=2)
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong ASKED_TOO_SOON: a function for a truth value
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, lambda: stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong SHARED_STOP: one event for all
stop = threading.Event()


async def call_within(seconds, function, *args):
    stop.clear()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong ON_THE_LOOP: called here
async def call_within(seconds, function, *args):
    stop = threading.Event()
    async with asyncio.timeout(seconds):
        return function(stop.is_set, *args)

# %% wrong BLOCKS_THE_LOOP: joins the thread
from concurrent.futures import ThreadPoolExecutor


async def call_within(seconds, function, *args):
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(function, stop.is_set, *args)
        try:
            return job.result(timeout=seconds)
        except TimeoutError:
            stop.set()
            raise

# %% wrong ARGUMENTS_LOST: without the arguments
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, args[0] if args else None))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong NOT_ASKED: calls it twice
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    await asyncio.to_thread(function, stop.is_set, *args)
    return await job

# %% wrong CALLED_TOO_EARLY: brackets
async def call_within(seconds, function, *args):
    stop = threading.Event()
    return await asyncio.wait_for(asyncio.to_thread(function(stop.is_set, *args)), seconds)

# %% wrong RETURNS_AWAITABLE: the job
async def call_within(seconds, function, *args):
    stop = threading.Event()
    asyncio.get_running_loop().call_later(seconds, stop.set)
    return asyncio.ensure_future(asyncio.to_thread(function, stop.is_set, *args))

# %% wrong ZERO_LOST: asks for the value
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        found = await asyncio.wait_for(asyncio.shield(job), seconds)
        return found if found else None
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong WRONG_RESULT: returns nothing
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise

# %% wrong TOO_LATE: always to the limit
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        await asyncio.sleep(seconds)
        if job.done():
            return job.result()
    finally:
        stop.set()
        await asyncio.wait([job])
    raise TimeoutError

# %% wrong ERROR_LOST: none comes out
async def call_within(seconds, function, *args):
    stop = threading.Event()
    job = asyncio.create_task(asyncio.to_thread(function, stop.is_set, *args))
    try:
        return await asyncio.wait_for(asyncio.shield(job), seconds)
    except (TimeoutError, asyncio.CancelledError):
        stop.set()
        await asyncio.wait([job])
        raise
    except Exception:
        return None
