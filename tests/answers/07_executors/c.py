"""Answers to 07.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% wrong TOO_LATE: waits for a shutdown in a thread
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

# %% wrong ON_THE_LOOP: called at once
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

# %% wrong ON_THE_LOOP: plain call
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

# %% wrong FAILS_ON_NOTHING: no thread
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(min(limit, len(keys)))
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong BLOCKS_THE_LOOP: shutdown waits after an error
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(cancel_futures=True)

# %% wrong BLOCKS_THE_LOOP: with waits after an error
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(limit) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))

# %% wrong TOO_LATE: awaits in turn
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

# %% wrong TOO_LATE: map notices late
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

# %% wrong TOO_LATE: shut down in a thread
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

# %% wrong NOT_AT_ONCE: default size
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor()
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong TOO_MANY: always ten
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(10)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong RETURNS_AWAITABLE: forgot await
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    pool.shutdown(wait=False)
    return asyncio.gather(*calls)

# %% wrong WRONG_RESULT: forgot return
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong RETURNS_AWAITABLE: futures
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        calls = [loop.run_in_executor(pool, get, key) for key in keys]
        await asyncio.gather(*calls)
        return calls
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong NOT_ASKED: late binding
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

# %% wrong NOT_AT_ONCE: await in the loop
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

# %% wrong NOT_AT_ONCE: one thread
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(1)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

# %% wrong TOO_MANY: a pool for each key
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()

    async def fetch(key):
        pool = ThreadPoolExecutor(limit)
        try:
            return await loop.run_in_executor(pool, get, key)
        finally:
            pool.shutdown(wait=False)

    return await asyncio.gather(*(fetch(key) for key in keys))

# %% wrong TOO_MANY: a thread for each key
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

# %% wrong IDLE_THREADS: batches
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

# %% wrong DEADLOCK: places not given back
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

# %% right: results by number
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = [None] * len(keys)

    async def fetch(number):
        results[number] = await loop.run_in_executor(pool, get, keys[number])

    try:
        for done in asyncio.as_completed([fetch(number) for number in range(len(keys))]):
            await done
        return results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% right: names of the set-up cell
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    ex = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(ex, get, key) for key in keys))
    except OSError as load:
        raise load
    finally:
        ex.shutdown(wait=False, cancel_futures=True)


# %% right: places beside the pool
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    places = asyncio.Semaphore(limit)

    async def fetch(key):
        async with places:
            return await loop.run_in_executor(pool, get, key)

    tasks = [asyncio.create_task(fetch(key)) for key in keys]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(wait=False, cancel_futures=True)


# %% right: shut down by a context manager
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    from contextlib import ExitStack

    with ExitStack() as stack:
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        return list(await asyncio.gather(*(loop.run_in_executor(pool, get, k) for k in keys)))


# %% wrong BLOCKS_THE_LOOP: waits in concurrent.futures
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    import concurrent.futures

    futures = [pool.submit(get, key) for key in keys]
    concurrent.futures.wait(futures)
    pool.shutdown(wait=False)
    return [future.result() for future in futures]


# %% wrong CANCEL_SWALLOWED: every exception
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        return await asyncio.gather(*calls)
    except asyncio.CancelledError:
        return [call.result() if call.done() and not call.cancelled() else None for call in calls]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong CANCEL_SWALLOWED: other error
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    except asyncio.CancelledError:
        raise TimeoutError("fetch_all was stopped") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong CANCEL_HELD_UP: waits for the calls
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        return await asyncio.gather(*map(asyncio.shield, calls))
    except asyncio.CancelledError:
        await asyncio.gather(*calls, return_exceptions=True)
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong CANCEL_HELD_UP: shut down in a thread
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        return await asyncio.gather(*calls)
    except asyncio.CancelledError:
        await asyncio.to_thread(pool.shutdown, cancel_futures=True)
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong ERROR_LOST: of one kind only
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    except (KeyError, TimeoutError, RuntimeError):
        return []
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong ERROR_LOST: another one
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    except Exception as error:
        raise LookupError("a call failed") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong FAILS_ON_NOTHING: asyncio.wait
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        done, _ = await asyncio.wait(calls, return_when=asyncio.FIRST_EXCEPTION)
        for call in done:
            call.result()
        return [call.result() for call in calls]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong GOES_ON: after a cancellation
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        results = await asyncio.gather(*map(asyncio.shield, calls))
    except Exception:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        pool.shutdown(wait=False)
    return results


# %% wrong IDLE_THREADS: keys dealt out before
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)

    def work(part):
        return [get(key) for key in part]

    try:
        parts = [keys[n::limit] for n in range(limit)]
        found = await asyncio.gather(*(loop.run_in_executor(pool, work, part) for part in parts))
        return [found[n % limit][n // limit] for n in range(len(keys))]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong NOT_AT_ONCE: one place too few
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    places = asyncio.Semaphore(limit - 1)

    async def fetch(key):
        async with places:
            return await loop.run_in_executor(pool, get, key)

    try:
        return await asyncio.gather(*(fetch(key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong NOT_AT_ONCE: at most 32
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(min(32, limit))
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong GOES_ON: no shutdown after an error
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
    pool.shutdown(wait=False)
    return results


# %% wrong TOO_LATE: looks at intervals
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        while not all(call.done() for call in calls):
            await asyncio.sleep(0.05)
        return [call.result() for call in calls]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong TOO_LATE: waits for all before it looks
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        if calls:
            await asyncio.wait(calls)
        return [call.result() for call in calls]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong WRONG_ORDER: in the threads
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = []

    def call(key):
        results.append(get(key))

    try:
        await asyncio.gather(*(loop.run_in_executor(pool, call, key) for key in keys))
        return results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong WRONG_RESULT: a dict
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        pages = await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
        return dict(zip(keys, pages))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong ZERO_LOST: empty pages left out
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    try:
        pages = await asyncio.gather(*(loop.run_in_executor(pool, get, key) for key in keys))
        return [page for page in pages if page]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


# %% wrong ZERO_LOST: results that look like errors
async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    calls = [loop.run_in_executor(pool, get, key) for key in keys]
    try:
        pages = await asyncio.gather(*calls, return_exceptions=True)
        for page in pages:
            if isinstance(page, Exception):
                raise page
        return pages
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
