"""Answers to 10.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: each with its own limit
async def fetch_within(fetch, keys, seconds):
    found = {}

    async def fetch_one(key):
        try:
            async with asyncio.timeout(seconds) as limit:
                found[key] = await fetch(key)
        except TimeoutError as error:
            if not limit.expired():
                found[key] = error
        except Exception as error:
            found[key] = error

    async with asyncio.TaskGroup() as group:
        for key in keys:
            group.create_task(fetch_one(key))
    return found

# %% right: a dict that fills, and one limit around a group
async def fetch_within(fetch, keys, seconds):
    found = {}

    async def fetch_one(key):
        try:
            found[key] = await fetch(key)
        except Exception as error:
            found[key] = error

    try:
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for key in keys:
                group.create_task(fetch_one(key))
    except TimeoutError:
        pass
    return found

# %% right: pending ones are stopped, all on the way out
async def fetch_within(fetch, keys, seconds):
    tasks = {asyncio.ensure_future(fetch(key)): key for key in keys}
    found = {}
    try:
        if tasks:
            done, _ = await asyncio.wait(tasks, timeout=seconds)
            for task in done:
                found[tasks[task]] = task.exception() or task.result()
        return found
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% right: wait_for around gather, after which the done ones are read
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*tasks.values(), return_exceptions=True), seconds)
    return {
        key: task.exception() or task.result()
        for key, task in tasks.items()
        if not task.cancelled()
    }

# %% right: as they are completed
async def fetch_within(fetch, keys, seconds):
    async def pair(key):
        try:
            return key, await fetch(key)
        except Exception as error:
            return key, error

    tasks, found = [asyncio.create_task(pair(key)) for key in keys], {}
    try:
        for next_one in asyncio.as_completed(tasks, timeout=seconds):
            key, value = await next_one
            found[key] = value
    except TimeoutError:
        pass
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return found

# %% wrong CANCELLED_IN_DICT: a limit for each, and its errors kept
async def fetch_within(fetch, keys, seconds):
    limited = [asyncio.wait_for(fetch(key), seconds) for key in keys]
    return dict(zip(keys, await asyncio.gather(*limited, return_exceptions=True)))

# %% wrong FAILED_IS_MISSING: waits for the first error only
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    try:
        first = asyncio.FIRST_EXCEPTION
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds, return_when=first)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: t.exception() or t.result() for key, t in tasks.items() if t in done}

# %% wrong ERROR_ESCAPES: a group
async def fetch_within(fetch, keys, seconds):
    tasks = {}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for key in keys:
                tasks[key] = group.create_task(fetch(key))
    return {key: t.result() for key, t in tasks.items() if not t.cancelled()}

# %% wrong TIMEOUT_ESCAPES: timeout around gather
async def fetch_within(fetch, keys, seconds):
    async with asyncio.timeout(seconds):
        found = await asyncio.gather(*map(fetch, keys), return_exceptions=True)
    return dict(zip(keys, found))

# %% wrong LOST_WHAT_WAS_DONE: gather or nothing
async def fetch_within(fetch, keys, seconds):
    try:
        async with asyncio.timeout(seconds):
            found = await asyncio.gather(*map(fetch, keys), return_exceptions=True)
    except TimeoutError:
        return {}
    return dict(zip(keys, found))

# %% wrong CANCELLED_IN_DICT: gather after the limit
async def fetch_within(fetch, keys, seconds):
    tasks = [asyncio.create_task(fetch(key)) for key in keys]
    if tasks:
        await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    return dict(zip(keys, await asyncio.gather(*tasks, return_exceptions=True)))

# %% wrong LEFT_RUNNING: forgets the pending ones
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if tasks:
        await asyncio.wait(tasks.values(), timeout=seconds)
    return {key: t.exception() or t.result() for key, t in tasks.items() if t.done()}

# %% wrong CLEANUP_TOO_LATE: cancels, and does not wait
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    done, pending = await asyncio.wait(tasks.values(), timeout=seconds)
    for task in pending:
        task.cancel()
    return {key: t.exception() or t.result() for key, t in tasks.items() if t in done}

# %% wrong CANCEL_LEAVES_RUNNING: stops them only after the limit
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    done, pending = await asyncio.wait(tasks.values(), timeout=seconds)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return {key: t.exception() or t.result() for key, t in tasks.items() if t in done}

# %% wrong CANCEL_LEAVES_RUNNING: cancels without a wait in the except
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    try:
        done, pending = await asyncio.wait(tasks.values(), timeout=seconds)
    except asyncio.CancelledError:
        for task in tasks.values():
            task.cancel()
        raise
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return {key: t.exception() or t.result() for key, t in tasks.items() if t in done}

# %% wrong CANCEL_SWALLOWED: a bare except
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    done = set()
    try:
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds)
    except BaseException:
        pass
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: t.exception() or t.result() for key, t in tasks.items() if t in done}

# %% wrong SEQUENTIAL_AWAIT: in turn
async def fetch_within(fetch, keys, seconds):
    found = {}
    try:
        async with asyncio.timeout(seconds):
            for key in keys:
                try:
                    found[key] = await fetch(key)
                except Exception as error:
                    found[key] = error
    except TimeoutError:
        pass
    return found

# %% wrong NEVER_GIVES_UP: no limit
async def fetch_within(fetch, keys, seconds):
    found = await asyncio.gather(*map(fetch, keys), return_exceptions=True)
    return dict(zip(keys, found))

# %% wrong FAILS_ON_NOTHING: wait without tasks
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    try:
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: t.exception() or t.result() for key, t in tasks.items() if t in done}

# %% wrong ERROR_ESCAPES: result only
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    try:
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: task.result() for key, task in tasks.items() if task in done}

# %% wrong FAILED_IS_MISSING: left out
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    try:
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    good = {key: task for key, task in tasks.items() if task in done and not task.exception()}
    return {key: task.result() for key, task in good.items()}

# %% wrong FAILED_IS_MISSING: as text
async def fetch_within(fetch, keys, seconds):
    found = {}

    async def fetch_one(key):
        try:
            found[key] = await fetch(key)
        except Exception as error:
            found[key] = f"failed: {error}"

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for key in keys:
                group.create_task(fetch_one(key))
    return found

# %% wrong ZERO_LOST: only what is true
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    try:
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    found = {key: task.exception() or task.result() for key, task in tasks.items() if task in done}
    return {key: value for key, value in found.items() if value}

# %% wrong NOT_ASKED: twice
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    try:
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: await fetch(key) for key, task in tasks.items() if task in done}

# %% wrong NOT_AT_ONCE: three at a time
async def fetch_within(fetch, keys, seconds):
    places, found = asyncio.Semaphore(3), {}

    async def fetch_one(key):
        async with places:
            try:
                found[key] = await fetch(key)
            except Exception as error:
                found[key] = error

    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for key in keys:
                group.create_task(fetch_one(key))
    return found

# %% wrong TOO_LATE: always the whole time
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    try:
        await asyncio.sleep(seconds)
        done = {key: task for key, task in tasks.items() if task.done()}
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: task.exception() or task.result() for key, task in done.items()}

# %% wrong RETURNS_AWAITABLE: tasks
async def fetch_within(fetch, keys, seconds):
    tasks = {key: asyncio.create_task(fetch(key)) for key in keys}
    if not tasks:
        return {}
    try:
        done, _ = await asyncio.wait(tasks.values(), timeout=seconds)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: task for key, task in tasks.items() if task in done}

# %% wrong NEVER_AWAITED: coroutines
async def fetch_within(fetch, keys, seconds):
    found = {key: fetch(key) for key in keys}
    await asyncio.sleep(seconds)
    return {key: None for key in found}
