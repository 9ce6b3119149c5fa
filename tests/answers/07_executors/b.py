"""Answers to 07.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: jobs that hand in jobs
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    done, sizes, open_jobs = loop.create_future(), [], 1

    def finished(result, error):
        nonlocal open_jobs
        if done.done():
            return
        if error:
            done.set_exception(error)
            return
        size, parts = result
        sizes.append(size)
        open_jobs += len(parts) - 1
        for part in parts:
            pool.submit(job, part)
        if not open_jobs:
            done.set_result(sum(sizes))

    def job(name):
        try:
            result, error = read(name), None
        except Exception as raised:
            result, error = None, raised
        loop.call_soon_threadsafe(finished, result, error)

    pool.submit(job, name)
    return await done

# %% right: one waiting thread
def add_up(pool, read, name):
    from concurrent.futures import FIRST_COMPLETED, wait

    result, under_way = 0, {pool.submit(read, name)}
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            size, parts = future.result()
            result += size
            under_way |= {pool.submit(read, part) for part in parts}
    return result


async def total(pool, read, name):
    # The waiting is done in a thread of another pool.
    return await asyncio.to_thread(add_up, pool, read, name)

# %% wrong IDLE_THREADS: takes jobs back
def starve(pool, read, name):
    size, parts = read(name)
    futures = {part: pool.submit(starve, pool, read, part) for part in parts}
    for part, future in futures.items():
        if future.cancel():
            size += starve(pool, read, part)
        else:
            size += future.result()
    return size


async def total(pool, read, name):
    return await asyncio.get_running_loop().run_in_executor(pool, starve, pool, read, name)

# %% right: task group
async def total(pool, read, name):
    size, parts = await asyncio.wrap_future(pool.submit(read, name))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(total(pool, read, part)) for part in parts]
    return size + sum(task.result() for task in tasks)

# %% right: work list
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    result, under_way = 0, {loop.run_in_executor(pool, read, name)}
    while under_way:
        done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        for future in done:
            size, parts = future.result()
            result += size
            under_way |= {loop.run_in_executor(pool, read, part) for part in parts}
    return result

# %% wrong ON_THE_LOOP: reads here
async def total(pool, read, name):
    size, parts = read(name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong BLOCKS_THE_LOOP: result
async def total(pool, read, name):
    size, parts = pool.submit(read, name).result()
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong ERROR_LOST: except
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    try:
        size, parts = await loop.run_in_executor(pool, read, name)
    except OSError:
        return 0
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong ERROR_LOST: return exceptions
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    sizes = await asyncio.gather(
        *(total(pool, read, part) for part in parts), return_exceptions=True
    )
    return size + sum(size for size in sizes if isinstance(size, int))

# %% wrong ERROR: no await
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = loop.run_in_executor(pool, read, name)
    return size + sum(await asyncio.gather(*(total(pool, read, part) for part in parts)))

# %% wrong IDLE_THREADS: level by level
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    level, result = [name], 0
    while level:
        pairs = await asyncio.gather(*(loop.run_in_executor(pool, read, each) for each in level))
        level = [part for _, parts in pairs for part in parts]
        result += sum(size for size, _ in pairs)
    return result

# %% wrong IDLE_THREADS: whole parts
async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def walk(name):
        size, parts = read(name)
        return size + sum(walk(part) for part in parts)

    size, parts = await loop.run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(loop.run_in_executor(pool, walk, part) for part in parts))
    return size + sum(sizes)

# %% wrong NOT_IN_THE_POOL: larger
def starve(pool, read, name):
    size, parts = read(name)
    futures = [pool.submit(starve, pool, read, part) for part in parts]
    return size + sum(future.result() for future in futures)


async def total(pool, read, name):
    large = ThreadPoolExecutor(100)
    loop = asyncio.get_running_loop()
    result = await loop.run_in_executor(large, starve, large, read, name)
    large.shutdown(wait=False)
    return result

# %% wrong TOO_MANY: made larger
def starve(pool, read, name):
    size, parts = read(name)
    pool._max_workers += len(parts)
    futures = [pool.submit(starve, pool, read, part) for part in parts]
    return size + sum(future.result() for future in futures)


async def total(pool, read, name):
    return await asyncio.get_running_loop().run_in_executor(pool, starve, pool, read, name)

# %% wrong NOT_IN_THE_POOL: one for each level
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    own = ThreadPoolExecutor(2)
    sizes = await asyncio.gather(*(total(own, read, part) for part in parts))
    own.shutdown(wait=False)
    return size + sum(sizes)

# %% wrong NOT_IN_THE_POOL: to thread
async def total(pool, read, name):
    size, parts = await asyncio.to_thread(read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong DONE_TWICE
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, _ = await loop.run_in_executor(pool, read, name)
    _, parts = await loop.run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong NOT_AT_ONCE: all in one job
async def total(pool, read, name):
    def walk(name):
        size, parts = read(name)
        return size + sum(walk(part) for part in parts)

    return await asyncio.get_running_loop().run_in_executor(pool, walk, name)

# %% wrong NOT_AT_ONCE: awaits in turn
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    for part in parts:
        size += await total(pool, read, part)
    return size

# %% wrong NOT_AT_ONCE: lock
LOCK = asyncio.Lock()


async def total(pool, read, name):
    async with LOCK:
        size, parts = await asyncio.get_running_loop().run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN: in each call
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    with pool:
        size, parts = await loop.run_in_executor(pool, read, name)
        sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN: with
async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    async def inner(name):
        size, parts = await loop.run_in_executor(pool, read, name)
        return size + sum(await asyncio.gather(*map(inner, parts)))

    with pool:
        return await inner(name)

# %% wrong STARVES: a loop in each worker
async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def walk(name):
        size, parts = read(name)
        calls = [asyncio.run_coroutine_threadsafe(total(pool, read, p), loop) for p in parts]
        return size + sum(call.result() for call in calls)

    return await loop.run_in_executor(pool, walk, name)

# %% wrong STARVES: map in the worker
async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def walk(name):
        size, parts = read(name)
        return size + sum(pool.map(walk, parts))

    return await loop.run_in_executor(pool, walk, name)

# %% wrong STARVES: one job directs
async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def direct(name):
        waiting, result = [name], 0
        while waiting:
            results = [pool.submit(read, each) for each in waiting]
            waiting = []
            for future in results:
                size, parts = future.result()
                result += size
                waiting += parts
        return result

    return await loop.run_in_executor(pool, direct, name)

# %% wrong STARVES: only awaited
def starve(pool, read, name):
    size, parts = read(name)
    futures = [pool.submit(starve, pool, read, part) for part in parts]
    return size + sum(future.result() for future in futures)


async def total(pool, read, name):
    return await asyncio.get_running_loop().run_in_executor(pool, starve, pool, read, name)

# %% wrong STARVES: semaphore over all parts
PLACES = asyncio.Semaphore(2)


async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    async with PLACES:
        size, parts = await loop.run_in_executor(pool, read, name)
        sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong WRONG_RESULT: forgot return
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    for part in parts:
        size += await total(pool, read, part) or 0

# %% wrong WRONG_RESULT: leaves only
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    if not parts:
        return size
    return sum(await asyncio.gather(*(total(pool, read, part) for part in parts)))

# %% wrong NOT_ASKED: one level
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    pairs = await asyncio.gather(*(loop.run_in_executor(pool, read, part) for part in parts))
    return size + sum(size for size, _ in pairs)

# %% right: workers and a queue
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    names, sizes = asyncio.Queue(), []

    async def one(each):
        size, parts = await loop.run_in_executor(pool, read, each)
        sizes.append(size)
        for part in parts:
            names.put_nowait(part)
        names.task_done()

    names.put_nowait(name)
    async with asyncio.TaskGroup() as group:

        async def hand_out():
            while True:
                group.create_task(one(await names.get()))

        director = group.create_task(hand_out())
        await names.join()
        director.cancel()
    return sum(sizes)

# %% right: names of the set-up cell
async def total(ex, read, load):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(ex, read, load)
    return size + sum(await asyncio.gather(*[total(ex, read, part) for part in parts]))

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN: after an error
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    try:
        size, parts = await loop.run_in_executor(pool, read, name)
        sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    except Exception:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    return size + sum(sizes)

# %% wrong BLOCKS_THE_LOOP: waits in concurrent.futures
async def total(pool, read, name):
    from concurrent.futures import FIRST_COMPLETED, wait

    result, under_way = 0, {pool.submit(read, name)}
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            size, parts = future.result()
            result += size
            under_way |= {pool.submit(read, part) for part in parts}
    return result

# %% wrong ERROR_LOST: of other kinds
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    try:
        size, parts = await loop.run_in_executor(pool, read, name)
    except (KeyError, TimeoutError, RuntimeError):
        return 0
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong ERROR_LOST: another one
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    try:
        size, parts = await loop.run_in_executor(pool, read, name)
        sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    except Exception as error:
        raise LookupError(name) from error
    return size + sum(sizes)

# %% wrong IDLE_THREADS: looks at intervals
async def total(pool, read, name):
    future = pool.submit(read, name)
    while not future.done():
        await asyncio.sleep(0.05)
    size, parts = future.result()
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong NOT_AT_ONCE: one place
async def total(pool, read, name):
    loop, place = asyncio.get_running_loop(), asyncio.Semaphore(1)

    async def inner(name):
        async with place:
            size, parts = await loop.run_in_executor(pool, read, name)
        return size + sum(await asyncio.gather(*map(inner, parts)))

    return await inner(name)

# %% wrong NOT_AT_ONCE: always two places
async def total(pool, read, name):
    loop, places = asyncio.get_running_loop(), asyncio.Semaphore(2)

    async def inner(name):
        async with places:
            size, parts = await loop.run_in_executor(pool, read, name)
        return size + sum(await asyncio.gather(*map(inner, parts)))

    return await inner(name)

# %% wrong RETURNS_AWAITABLE: of one folder
async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    async def inner(name):
        size, parts = await loop.run_in_executor(pool, read, name)
        return size + sum(await asyncio.gather(*map(inner, parts)))

    return asyncio.create_task(inner(name))

# %% wrong RETURNS_AWAITABLE: no await
async def add_up(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    return size + sum(await asyncio.gather(*(add_up(pool, read, part) for part in parts)))


async def total(pool, read, name):
    return add_up(pool, read, name)

# %% wrong NEVER_ENDS: jobs that look at intervals
def starve(pool, read, name):
    size, parts = read(name)
    futures = [pool.submit(starve, pool, read, part) for part in parts]
    while not all(future.done() for future in futures):
        time.sleep(1)
    return size + sum(future.result() for future in futures)


async def total(pool, read, name):
    return await asyncio.get_running_loop().run_in_executor(pool, starve, pool, read, name)

# %% wrong TOO_LATE: looks whether all is done
async def total(pool, read, name):
    loop, sizes, open_jobs = asyncio.get_running_loop(), [], [name]

    async def one(name):
        size, parts = await loop.run_in_executor(pool, read, name)
        sizes.append(size)
        open_jobs.extend(parts)
        tasks.extend([asyncio.create_task(one(part)) for part in parts])
        open_jobs.remove(name)

    tasks = [asyncio.create_task(one(name))]
    while open_jobs:
        for task in tasks:
            if task.done():
                task.result()
        await asyncio.sleep(0.3)
    return sum(sizes)

# %% wrong ZERO_LOST: an empty folder ends it
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    if not size:
        return 0
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)
