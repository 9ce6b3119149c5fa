"""Answers to 09.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: two tasks in a group
async def copy(read, store, limit):
    waiting = asyncio.Queue(maxsize=limit)
    end = object()

    async def reading():
        while True:
            line = await asyncio.to_thread(read)
            if line is None:
                break
            await waiting.put(line)
        await waiting.put(end)

    async def storing():
        count = 0
        while True:
            line = await waiting.get()
            if line is end:
                return count
            await store(line)
            count += 1

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        task = group.create_task(storing())
    return task.result()

# %% right: a condition and a deque
async def copy(read, store, limit):
    lines, changed = collections.deque(), asyncio.Condition()
    count, ended = 0, False

    async def reading():
        nonlocal ended
        while not ended:
            line = await asyncio.to_thread(read)
            async with changed:
                await changed.wait_for(lambda: len(lines) < limit)
                if line is None:
                    ended = True
                else:
                    lines.append(line)
                changed.notify_all()

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        while True:
            async with changed:
                await changed.wait_for(lambda: lines or ended)
                if not lines:
                    break
                line = lines.popleft()
                changed.notify_all()
            await store(line)
            count += 1
    return count

# %% right: gather, and what is left is cancelled
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def reading():
        while True:
            line = await asyncio.get_running_loop().run_in_executor(None, read)
            await waiting.put(line)
            if line is None:
                return

    async def storing():
        nonlocal count
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1

    tasks = [asyncio.create_task(reading()), asyncio.create_task(storing())]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
    return count

# %% wrong ON_THE_LOOP: read on the loop
async def copy(read, store, limit):
    count = 0
    while (line := read()) is not None:
        await store(line)
        count += 1
    return count

# %% wrong NOT_AHEAD: in turn
async def copy(read, store, limit):
    count = 0
    while (line := await asyncio.to_thread(read)) is not None:
        await store(line)
        count += 1
    return count

# %% wrong NOT_AHEAD: one line ahead, whatever the limit
async def copy(read, store, limit):
    count = 0
    following = asyncio.create_task(asyncio.to_thread(read))
    while (line := await following) is not None:
        following = asyncio.create_task(asyncio.to_thread(read))
        await store(line)
        count += 1
    return count

# %% wrong TOO_FAR_AHEAD: a queue without a limit
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(), 0

    async def reading():
        line = ""
        while line is not None:
            line = await asyncio.to_thread(read)
            await waiting.put(line)

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1
    return count

# %% wrong TOO_FAR_AHEAD: all read before
async def copy(read, store, limit):
    lines = []
    while (line := await asyncio.to_thread(read)) is not None:
        lines.append(line)
    for line in lines:
        await store(line)
    return len(lines)

# %% wrong TOO_FAR_AHEAD: nobody waits for the put
async def copy(read, store, limit):
    loop, waiting, count = asyncio.get_running_loop(), asyncio.Queue(limit), 0

    def reading():
        line = ""
        while line is not None:
            line = read()
            asyncio.run_coroutine_threadsafe(waiting.put(line), loop)

    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.to_thread(reading))
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1
    return count

# %% wrong WAITS_FOR_EVER: no end in the queue
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def reading():
        while (line := await asyncio.to_thread(read)) is not None:
            await waiting.put(line)

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1
    return count

# %% wrong WAITS_FOR_EVER: join without task_done
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def storing():
        nonlocal count
        while True:
            await store(await waiting.get())
            count += 1

    async with asyncio.TaskGroup() as group:
        task = group.create_task(storing())
        while (line := await asyncio.to_thread(read)) is not None:
            await waiting.put(line)
        await waiting.join()
        task.cancel()
    return count

# %% wrong LINES_LOST: cancelled when the end is read
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def storing():
        nonlocal count
        while True:
            await store(await waiting.get())
            count += 1

    task = asyncio.create_task(storing())
    while (line := await asyncio.to_thread(read)) is not None:
        await waiting.put(line)
    task.cancel()
    return count

# %% wrong LINES_LOST: an empty line ends it
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def reading():
        while line := await asyncio.to_thread(read):
            await waiting.put(line)
        await waiting.put(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1
    return count

# %% wrong LINES_LOST: dropped when it is full
async def copy(read, store, limit):
    loop, waiting, count = asyncio.get_running_loop(), asyncio.Queue(limit), 0

    def keep(line):
        if line is None or not waiting.full():
            waiting._queue.append(line)
            waiting._wakeup_next(waiting._getters)

    def reading():
        line = ""
        while line is not None:
            line = read()
            loop.call_soon_threadsafe(keep, line)

    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.to_thread(reading))
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1
    return count

# %% wrong SIDE_BY_SIDE: a task for each line
async def copy(read, store, limit):
    places, count = asyncio.Semaphore(limit), 0

    async def one(line):
        async with places:
            await store(line)

    async with asyncio.TaskGroup() as group:
        while (line := await asyncio.to_thread(read)) is not None:
            group.create_task(one(line))
            count += 1
    return count

# %% wrong SIDE_BY_SIDE: several reads at once
async def copy(read, store, limit):
    count = 0
    while True:
        reads = [asyncio.to_thread(read) for _ in range(limit)]
        for line in await asyncio.gather(*reads):
            if line is None:
                return count
            await store(line)
            count += 1

# %% wrong OFF_THE_LOOP: stored by a loop in a thread
async def copy(read, store, limit):
    waiting = queue.Queue(limit)

    def reading():
        line = ""
        while line is not None:
            line = read()
            waiting.put(line)

    def storing():
        count = 0
        while (line := waiting.get()) is not None:
            asyncio.run(store(line))
            count += 1
        return count

    _, count = await asyncio.gather(asyncio.to_thread(reading), asyncio.to_thread(storing))
    return count

# %% wrong BLOCKS_THE_LOOP: a thread's queue, taken from on the loop
async def copy(read, store, limit):
    waiting, count = queue.Queue(limit), 0

    def reading():
        line = ""
        while line is not None:
            line = read()
            waiting.put(line)

    threading.Thread(target=reading).start()
    while (line := waiting.get()) is not None:
        await store(line)
        count += 1
    return count

# %% wrong WRONG_RESULT: returns nothing
async def copy(read, store, limit):
    waiting = asyncio.Queue(limit)

    async def reading():
        line = ""
        while line is not None:
            line = await asyncio.to_thread(read)
            await waiting.put(line)

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        while (line := await waiting.get()) is not None:
            await store(line)

# %% wrong TOO_LATE: looks whether a line is there
async def copy(read, store, limit):
    waiting, count, ended = asyncio.Queue(limit), 0, False

    async def reading():
        nonlocal ended
        while (line := await asyncio.to_thread(read)) is not None:
            await waiting.put(line)
        ended = True

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        while not ended or not waiting.empty():
            try:
                line = await asyncio.wait_for(waiting.get(), 3)
            except TimeoutError:
                continue
            await store(line)
            count += 1
        await asyncio.sleep(1)
    return count

# %% wrong GOES_ON: nobody ends the reading task
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def reading():
        line = ""
        while line is not None:
            line = await asyncio.to_thread(read)
            await waiting.put(line)

    task = asyncio.create_task(reading())
    while (line := await waiting.get()) is not None:
        await store(line)
        count += 1
    await task
    return count

# %% wrong ERROR_LOST: the reader's error ends the file
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def reading():
        line = ""
        while line is not None:
            try:
                line = await asyncio.to_thread(read)
            except Exception:
                line = None
            await waiting.put(line)

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1
    return count

# %% wrong TOO_LATE: an error comes out when the rest is done
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def reading():
        line = ""
        while line is not None:
            line = await asyncio.to_thread(read)
            await waiting.put(line)

    async def storing():
        nonlocal count
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1

    for result in await asyncio.gather(reading(), storing(), return_exceptions=True):
        if isinstance(result, BaseException):
            raise result
    return count

# %% wrong GOES_ON: gather leaves the other one running
async def copy(read, store, limit):
    waiting, count = asyncio.Queue(limit), 0

    async def reading():
        line = ""
        while line is not None:
            line = await asyncio.to_thread(read)
            await waiting.put(line)

    async def storing():
        nonlocal count
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1

    await asyncio.gather(reading(), storing())
    return count

# %% wrong BUSY_WAIT: turns without a wait
async def copy(read, store, limit):
    waiting, count = queue.Queue(limit), 0

    def reading():
        line = ""
        while line is not None:
            line = read()
            waiting.put(line)

    task = asyncio.create_task(asyncio.to_thread(reading))
    while True:
        while waiting.empty():
            await asyncio.sleep(0)
        line = waiting.get()
        if line is None:
            break
        await store(line)
        count += 1
    await task
    return count

# %% wrong RETURNS_AWAITABLE: the task of the counter
async def copy(read, store, limit):
    waiting = asyncio.Queue(limit)

    async def reading():
        line = ""
        while line is not None:
            line = await asyncio.to_thread(read)
            await waiting.put(line)

    async def storing():
        count = 0
        while (line := await waiting.get()) is not None:
            await store(line)
            count += 1
        return count

    async with asyncio.TaskGroup() as group:
        group.create_task(reading())
        task = group.create_task(storing())
    return task
