"""Answers to 07.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: shut down in a thread
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*[loop.run_in_executor(pool, get, key) for key in keys])
    finally:
        end = functools.partial(pool.shutdown, cancel_futures=True)
        await loop.run_in_executor(None, end)

# %% right: task group
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(max_workers=limit)

    async def fetch(key):
        return await loop.run_in_executor(pool, get, key)

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(key)) for key in keys]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return [task.result() for task in tasks]

# %% right: workers and a queue
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = {}
    waiting = iter(keys)

    async def work():
        for key in waiting:
            results[key] = await loop.run_in_executor(pool, get, key)

    workers = [asyncio.ensure_future(work()) for _ in range(limit)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        pool.shutdown(wait=False)
    return [results[key] for key in keys]

# %% right: wrapped futures
async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    futures = [asyncio.wrap_future(pool.submit(get, key)) for key in keys]
    try:
        if futures:
            done, _ = await asyncio.wait(futures, return_when=asyncio.FIRST_EXCEPTION)
            for future in done:
                future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return [future.result() for future in futures]

# %% wrong BLOCKS_THE_LOOP: awaits after the with
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(limit) as pool:
        calls = [loop.run_in_executor(pool, get, key) for key in keys]
    return await asyncio.gather(*calls)

# %% wrong BLOCKS_THE_LOOP: called at once
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get(key)) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong BLOCKS_THE_LOOP: map
async def fetch_all(get, keys, limit):
    with ThreadPoolExecutor(max_workers=limit) as pool:
        return list(pool.map(get, keys))

# %% wrong BLOCKS_THE_LOOP: plain call
async def fetch_all(get, keys, limit):
    async def fetch(key):
        return get(key)

    return await asyncio.gather(*(fetch(key) for key in keys))

# %% wrong BLOCKS_THE_LOOP: result
async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    futures = [pool.submit(get, key) for key in keys]
    results = [future.result() for future in futures]
    pool.shutdown(wait=False)
    return results

# %% wrong ERROR_LOST: return exceptions
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        calls = [loop.run_in_executor(pool, get, key) for key in keys]
        return await asyncio.gather(*calls, return_exceptions=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong ERROR_LOST: swallowed
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)

    def call(key):
        try:
            return get(key)
        except Exception as error:
            print(error)

    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, call, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong ERROR: futures of the pool
async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(pool.submit(get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong FAILS_WITHOUT_KEYS
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(min(limit, len(keys)))
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong FREEZES_AT_THE_END: shutdown waits
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(cancel_futures=True)

# %% wrong FREEZES_AT_THE_END: with
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(limit) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))

# %% wrong GOES_ON: awaits in turn
async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    try:
        futures = [asyncio.wrap_future(pool.submit(get, key)) for key in keys]
        results = []
        for future in futures:
            results.append(await future)
        return results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong GOES_ON: map notices late
async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.to_thread(lambda: list(pool.map(get, keys)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong GOES_ON: queue kept
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False)

# %% wrong GOES_ON: shut down in a thread
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        await asyncio.to_thread(pool.shutdown)

# %% wrong IN_THE_DEFAULT_POOL: none
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(None, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong IN_THE_DEFAULT_POOL: semaphore
async def fetch_all(get, keys, limit):
    semaphore = asyncio.Semaphore(limit)

    async def fetch(key):
        async with semaphore:
            return await asyncio.to_thread(get, key)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(key)) for key in keys]
    return [task.result() for task in tasks]

# %% wrong IN_THE_DEFAULT_POOL: set default executor
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(limit))
    return await asyncio.gather(*(asyncio.to_thread(get, key) for key in keys))

# %% wrong IN_THE_DEFAULT_POOL: to thread
async def fetch_all(get, keys, limit):
    return await asyncio.gather(*(asyncio.to_thread(get, key) for key in keys))

# %% wrong LIMIT_NOT_USED: default size
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor()
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong LIMIT_NOT_USED: ten
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(10)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong NO_RESULTS: forgot await
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    pool.shutdown(wait=False)
    return asyncio.gather(*calls)

# %% wrong NO_RESULTS: forgot return
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong NO_RESULTS: futures
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        calls = [loop.run_in_executor(pool, get, key) for key in keys]
        await asyncio.gather(*calls)
        return calls
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong NO_RESULTS: late binding
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = []
    try:
        for key in keys:
            calls.append(loop.run_in_executor(pool, lambda: get(key)))
        return await asyncio.gather(*calls)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong POOL_LEFT: never
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    async with asyncio.TaskGroup() as group:

        async def fetch(key):
            return await loop.run_in_executor(pool, get, key)

        tasks = [group.create_task(fetch(key)) for key in keys]
    return [task.result() for task in tasks]

# %% wrong POOL_LEFT: not after a cancellation
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        results = await asyncio.gather(*calls)
    except Exception:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown(wait=False)
    return results

# %% wrong SEQUENTIAL: await in the loop
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = []
    try:
        for key in keys:
            results.append(await loop.run_in_executor(pool, get, key))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return results

# %% wrong SEQUENTIAL: one thread
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(1)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong TOO_MANY_THREADS: a pool for each key
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()

    async def fetch(key):
        pool = ThreadPoolExecutor(limit)
        try:
            return await loop.run_in_executor(pool, get, key)
        finally:
            pool.shutdown(wait=False)

    return await asyncio.gather(*(fetch(key) for key in keys))

# %% wrong TOO_MANY_THREADS: one for each key
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(max(limit, len(keys)))
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong TOO_MANY_THREADS: semaphore in the threads
async def fetch_all(get, keys, limit):
    import threading

    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(100)
    places = threading.Semaphore(limit)

    def call(key):
        with places:
            return get(key)

    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, call, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong WAITS_FOR_A_BATCH
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = []
    try:
        for first in range(0, len(keys), limit):
            batch = keys[first : first + limit]
            calls = [loop.run_in_executor(pool, get, key) for key in batch]
            results += await asyncio.gather(*calls)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return results

# %% wrong WAITS_FOR_EVER
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    places = asyncio.Semaphore(limit)

    async def fetch(key):
        await places.acquire()
        return await loop.run_in_executor(pool, get, key)

    try:
        return await asyncio.gather(*(fetch(key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong WRONG_ORDER: as completed
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        calls = [loop.run_in_executor(pool, get, key) for key in keys]
        return [await call for call in asyncio.as_completed(calls)]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
