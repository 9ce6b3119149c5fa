"""Answers to 11.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: asyncio.timeout and gather
async def drain(tasks, pool, deadline, grace):
    try:
        if tasks:
            await asyncio.wait(tasks, timeout=deadline)
        late = [task for task in tasks if not task.done()]
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=grace)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for task in tasks:
            if not task.done():
                task.cancel()
            elif not task.cancelled():
                task.exception()
    stuck = [task for task in late if not task.done()]
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in late if task not in stuck],
        "stuck": [task.get_name() for task in stuck],
    }

# %% right: except and raise
async def drain(tasks, pool, deadline, grace):
    def names(some):
        return [task.get_name() for task in tasks if task in some]

    pool.shutdown(wait=False, cancel_futures=True)
    ended, late, slow = set(), set(), set()
    try:
        if tasks:
            ended, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        if late:
            _, slow = await asyncio.wait(late, timeout=grace)
    except asyncio.CancelledError:
        for task in tasks:
            task.cancel()
        raise
    for task in ended | late - slow:
        task.cancelled() or task.exception()
    return {"ended": names(ended), "cancelled": names(late - slow), "stuck": names(slow)}

# %% right: a callback that asks for errors
def look(task):
    if not task.cancelled():
        task.exception()


async def drain(tasks, pool, deadline, grace):
    groups = {"ended": [], "cancelled": [], "stuck": []}
    for task in tasks:
        task.add_done_callback(look)
    try:
        late = (await asyncio.wait(tasks, timeout=deadline))[1] if tasks else set()
        for task in late:
            task.cancel()
        stuck = (await asyncio.wait(late, timeout=grace))[1] if late else set()
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(False, cancel_futures=True)
    for task in tasks:
        if task in stuck:
            groups["stuck"].append(task.get_name())
        elif task in late:
            groups["cancelled"].append(task.get_name())
        else:
            groups["ended"].append(task.get_name())
    return groups

# %% wrong BLOCKS_THE_LOOP: a shutdown that waits
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=deadline)
    for task in late:
        task.cancel()
    if late:
        _, stuck = await asyncio.wait(late, timeout=grace)
    pool.shutdown(cancel_futures=True)
    return {"ended": [], "cancelled": [], "stuck": []}

# %% wrong BLOCKS_THE_LOOP: with
async def drain(tasks, pool, deadline, grace):
    with pool:
        _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

# %% wrong FAILS_WITHOUT_TASKS: asyncio.wait of nothing
async def drain(tasks, pool, deadline, grace):
    try:
        _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        stuck = (await asyncio.wait(late, timeout=grace))[1] if late else set()
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late - stuck],
        "stuck": [task.get_name() for task in tasks if task in stuck],
    }

# %% wrong RAISES_A_TASKS_ERROR: gather
async def drain(tasks, pool, deadline, grace):
    try:
        await asyncio.wait_for(asyncio.gather(*tasks), deadline)
    except TimeoutError:
        pass
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return {"ended": [task.get_name() for task in tasks], "cancelled": [], "stuck": []}

# %% wrong DISTURBED: cancels at once
async def drain(tasks, pool, deadline, grace):
    for task in tasks:
        task.cancel()
    stuck = set()
    try:
        if tasks:
            _, stuck = await asyncio.wait(tasks, timeout=deadline)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return {
        "ended": [],
        "cancelled": [task.get_name() for task in tasks if task not in stuck],
        "stuck": [task.get_name() for task in stuck],
    }

# %% wrong NO_GRACE_LIMIT: waits for the cleanup
async def drain(tasks, pool, deadline, grace):
    late = set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late],
        "stuck": [],
    }

# %% wrong TOO_LATE: sleeps until the deadline
async def drain(tasks, pool, deadline, grace):
    try:
        await asyncio.sleep(deadline)
        late = [task for task in tasks if not task.done()]
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=grace)
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {"ended": [task.get_name() for task in tasks], "cancelled": [], "stuck": []}

# %% wrong TOO_EARLY: no wait after the cancel
async def drain(tasks, pool, deadline, grace):
    late = set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late],
        "stuck": [],
    }

# %% wrong ERROR_NOT_RETRIEVED: nobody asks
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        if late:
            _, stuck = await asyncio.wait(late, timeout=grace)
    finally:
        for task in tasks:
            if not task.done():
                task.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late - stuck],
        "stuck": [task.get_name() for task in tasks if task in stuck],
    }

# %% wrong WRONG_RESULT: in the order of a set, as tuples
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        if late:
            _, stuck = await asyncio.wait(late, timeout=grace)
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": sorted(task.get_name() for task in tasks if task not in late),
        "cancelled": sorted(task.get_name() for task in late - stuck),
        "stuck": sorted(task.get_name() for task in stuck),
    }

# %% wrong CANCEL_SWALLOWED: a report at any price
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        if late:
            _, stuck = await asyncio.wait(late, timeout=grace)
    except asyncio.CancelledError:
        for task in tasks:
            task.cancel()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late - stuck],
        "stuck": [task.get_name() for task in tasks if task in stuck],
    }

# %% wrong CANCEL_HELD_UP: waits for the tasks in the finally
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
        if pending := [task for task in tasks if not task.done()]:
            _, stuck = await asyncio.wait(pending, timeout=grace)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late - stuck],
        "stuck": [task.get_name() for task in tasks if task in stuck],
    }

# %% wrong LEFT_RUNNING: cancelled only at the deadline
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        if late:
            _, stuck = await asyncio.wait(late, timeout=grace)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late - stuck],
        "stuck": [task.get_name() for task in tasks if task in stuck],
    }

# %% wrong POOL_LEFT: not when cancelled
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        if late:
            _, stuck = await asyncio.wait(late, timeout=grace)
    finally:
        for task in tasks:
            task.cancel()
    pool.shutdown(wait=False, cancel_futures=True)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late - stuck],
        "stuck": [task.get_name() for task in tasks if task in stuck],
    }

# %% wrong QUEUE_KEPT: one switch of two
async def drain(tasks, pool, deadline, grace):
    late, stuck = set(), set()
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=deadline)
        for task in late:
            task.cancel()
        if late:
            _, stuck = await asyncio.wait(late, timeout=grace)
    finally:
        for task in tasks:
            task.cancel()
        pool.shutdown(wait=False)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()
    return {
        "ended": [task.get_name() for task in tasks if task not in late],
        "cancelled": [task.get_name() for task in tasks if task in late - stuck],
        "stuck": [task.get_name() for task in tasks if task in stuck],
    }
