"""Answers to 11.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: asyncio.timeout
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    while True:
        try:
            async with asyncio.timeout(60):
                await stop.wait()
        except TimeoutError:
            await save(collect())
        else:
            await save(collect())
            return

# %% right: asyncio.wait and a task
async def keep_saving(collect, save):
    loop = asyncio.get_running_loop()
    stop = loop.create_future()
    loop.add_signal_handler(signal.SIGTERM, lambda: stop.done() or stop.set_result(None))
    while not stop.done():
        await asyncio.wait({stop}, timeout=60)
        if not stop.done():
            await save(collect())
    await save(collect())

# %% right: signal.signal, which wakes the loop itself
async def keep_saving(collect, save):
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(stop.set))
    last = False
    while not last:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        last = stop.is_set()
        await save(collect())

# %% right: only the sleep is cancelled
async def keep_saving(collect, save):
    stopped, pause = False, None

    def stop():
        nonlocal stopped
        stopped = True
        if pause:
            pause.cancel()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    while not stopped:
        pause = asyncio.create_task(asyncio.sleep(60))
        await asyncio.wait({pause})
        if not stopped:
            await save(collect())
    await save(collect())

# %% wrong NO_HANDLER: as it was
async def keep_saving(collect, save):
    while True:
        await asyncio.sleep(60)
        await save(collect())

# %% wrong NO_HANDLER: Ctrl-C only
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        await save(collect())

# %% wrong NO_HANDLER: a finally
async def keep_saving(collect, save):
    try:
        while True:
            await asyncio.sleep(60)
            await save(collect())
    finally:
        await save(collect())

# %% wrong NO_HANDLER: installed too late
async def keep_saving(collect, save):
    await asyncio.sleep(60)
    await save(collect())
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    last = False
    while not last:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        last = stop.is_set()
        await save(collect())

# %% wrong HANDLER_FAILS: leaves by sys.exit
async def keep_saving(collect, save):
    import sys

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, sys.exit, 0)
    while True:
        await asyncio.sleep(60)
        await save(collect())

# %% wrong HANDLER_FAILS: parameters of a handler of signal.signal
async def keep_saving(collect, save):
    stop = asyncio.Event()

    def handle(number, frame):
        stop.set()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, handle)
    last = False
    while not last:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        last = stop.is_set()
        await save(collect())

# %% wrong LOOP_NOT_WOKEN: signal.signal
async def keep_saving(collect, save):
    stop = asyncio.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    last = False
    while not last:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        last = stop.is_set()
        await save(collect())

# %% wrong SAVE_CUT_OFF: cancels the task
async def keep_saving(collect, save):
    task = asyncio.current_task()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        while True:
            await asyncio.sleep(60)
            await save(collect())
    except asyncio.CancelledError:
        await save(collect())

# %% wrong POLLS: looks each second
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    while not stop.is_set():
        for _ in range(60):
            if stop.is_set():
                break
            await asyncio.sleep(1)
        if not stop.is_set():
            await save(collect())
    await save(collect())

# %% wrong TOO_LATE: an event beside a sleep
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    while not stop.is_set():
        await asyncio.sleep(60)
        await save(collect())

# %% wrong LAST_LOST: leaves before the save
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    while True:
        try:
            await asyncio.wait_for(stop.wait(), 60)
            return
        except TimeoutError:
            await save(collect())

# %% wrong LAST_LOST: a signal in the middle of a save
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        await save(collect())

# %% wrong SAVES_TWICE: in the loop and after it
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        await save(collect())
    await save(collect())

# %% wrong WRONG_TIMES: saves at once
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    last = False
    while not last:
        last = stop.is_set()
        await save(collect())
        if not last:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 60)

# %% wrong WRONG_TIMES: collects before the wait
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    last = False
    while not last:
        data = collect()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
        last = stop.is_set()
        await save(data)

# %% wrong LEFT_BEHIND: a task that sleeps on
async def keep_saving(collect, save):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    stopped = asyncio.create_task(stop.wait())
    while not stopped.done():
        pause = asyncio.create_task(asyncio.sleep(60))
        await asyncio.wait({pause, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not stopped.done():
            await save(collect())
    await save(collect())
