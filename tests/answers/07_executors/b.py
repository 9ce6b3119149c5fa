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

# %% right: takes jobs back
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

# %% wrong BLOCKS_THE_LOOP: reads here
async def total(pool, read, name):
    size, parts = read(name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong BLOCKS_THE_LOOP: result
async def total(pool, read, name):
    size, parts = pool.submit(read, name).result()
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong ERROR_HIDDEN: except
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    try:
        size, parts = await loop.run_in_executor(pool, read, name)
    except OSError:
        return 0
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong ERROR_HIDDEN: return exceptions
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

# %% wrong NOT_IN_THE_POOL: made larger
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

# %% wrong READ_TWICE
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, _ = await loop.run_in_executor(pool, read, name)
    _, parts = await loop.run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong SEQUENTIAL: all in one job
async def total(pool, read, name):
    def walk(name):
        size, parts = read(name)
        return size + sum(walk(part) for part in parts)

    return await asyncio.get_running_loop().run_in_executor(pool, walk, name)

# %% wrong SEQUENTIAL: awaits in turn
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    for part in parts:
        size += await total(pool, read, part)
    return size

# %% wrong SEQUENTIAL: lock
LOCK = asyncio.Lock()


async def total(pool, read, name):
    async with LOCK:
        size, parts = await asyncio.get_running_loop().run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong SHUTS_THE_POOL: in each call
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    with pool:
        size, parts = await loop.run_in_executor(pool, read, name)
        sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

# %% wrong SHUTS_THE_POOL: with
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

# %% wrong WRONG_TOTAL: forgot return
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    for part in parts:
        size += await total(pool, read, part) or 0

# %% wrong WRONG_TOTAL: leaves only
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    if not parts:
        return size
    return sum(await asyncio.gather(*(total(pool, read, part) for part in parts)))

# %% wrong WRONG_TOTAL: one level
async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    pairs = await asyncio.gather(*(loop.run_in_executor(pool, read, part) for part in parts))
    return size + sum(size for size, _ in pairs)
