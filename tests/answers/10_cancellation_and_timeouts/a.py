"""Answers to 10.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: gather
async def renew(old, fetch):
    old.cancel()
    await asyncio.gather(old, return_exceptions=True)
    return await fetch()

# %% right: looks at intervals
async def renew(old, fetch):
    old.cancel()
    while not old.done():
        await asyncio.sleep(0.5)
    return await fetch()

# %% right: shields a gather
async def renew(old, fetch):
    old.cancel()
    await asyncio.shield(asyncio.gather(old, return_exceptions=True))
    return await fetch()

# %% right: asks whether it is cancelled itself
async def renew(old, fetch):
    old.cancel()
    try:
        await old
    except asyncio.CancelledError:
        if asyncio.current_task().cancelling():
            raise
    except Exception:
        pass
    return await fetch()

# %% right: a shield around old
async def renew(old, fetch):
    old.cancel()
    try:
        await asyncio.shield(old)
    except asyncio.CancelledError:
        if not old.done():
            raise
    except Exception:
        pass
    return await fetch()

# %% right: a finished event
async def renew(old, fetch):
    ended = asyncio.Event()
    old.add_done_callback(lambda old: ended.set())
    old.cancel()
    await ended.wait()
    return await fetch()

# %% wrong ENDS_LIKE_OLD: suppresses the cancellation only
async def renew(old, fetch):
    old.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await old
    return await fetch()

# %% wrong GOES_ON: suppresses all
async def renew(old, fetch):
    old.cancel()
    with contextlib.suppress(BaseException):
        await old
    return await fetch()

# %% wrong GOES_ON: two excepts
async def renew(old, fetch):
    old.cancel()
    try:
        await old
    except asyncio.CancelledError:
        pass
    except Exception:
        pass
    return await fetch()

# %% wrong GOES_ON: asks old
async def renew(old, fetch):
    old.cancel()
    try:
        await old
    except asyncio.CancelledError:
        if not old.cancelled():
            raise
    except Exception:
        pass
    return await fetch()

# %% wrong ENDS_LIKE_OLD: lets all pass
async def renew(old, fetch):
    old.cancel()
    await old
    return await fetch()

# %% wrong ENDS_LIKE_OLD: gather without the switch
async def renew(old, fetch):
    old.cancel()
    await asyncio.gather(old)
    return await fetch()

# %% wrong TOO_SOON: does not wait
async def renew(old, fetch):
    old.cancel()
    return await fetch()

# %% wrong TOO_SOON: one turn
async def renew(old, fetch):
    old.cancel()
    await asyncio.sleep(0)
    return await fetch()

# %% wrong TOO_SOON: limits the wait
async def renew(old, fetch):
    old.cancel()
    await asyncio.wait([old], timeout=1)
    return await fetch()

# %% wrong TOO_SOON: fetches first
async def renew(old, fetch):
    page = await fetch()
    old.cancel()
    await asyncio.wait([old])
    return page

# %% wrong NOT_CANCELLED: only waits
async def renew(old, fetch):
    await asyncio.wait([old])
    return await fetch()

# %% wrong CUT_SHORT: asks until it is done
async def renew(old, fetch):
    while not old.done():
        old.cancel()
        await asyncio.sleep(0)
    return await fetch()

# %% wrong CUT_SHORT: asks again after a while
async def renew(old, fetch):
    while not old.done():
        old.cancel()
        await asyncio.wait([old], timeout=1)
    return await fetch()

# %% wrong TOO_LATE: sleeps as well
async def renew(old, fetch):
    old.cancel()
    await asyncio.wait([old])
    await asyncio.sleep(1)
    return await fetch()

# %% wrong RETURNS_AWAITABLE: no await
async def renew(old, fetch):
    old.cancel()
    await asyncio.wait([old])
    return asyncio.ensure_future(fetch())

# %% wrong WRONG_RESULT: nothing returned
async def renew(old, fetch):
    old.cancel()
    await asyncio.wait([old])
    await fetch()

# %% wrong NOT_ASKED: fetches twice
async def renew(old, fetch):
    old.cancel()
    await asyncio.wait([old])
    await asyncio.gather(fetch(), return_exceptions=True)
    return await fetch()

# %% wrong ZERO_LOST: a default
async def renew(old, fetch):
    old.cancel()
    await asyncio.wait([old])
    return (await fetch()) or "no page"

# %% wrong ERROR_LOST: swallows the error of fetch
async def renew(old, fetch):
    old.cancel()
    await asyncio.wait([old])
    try:
        return await fetch()
    except Exception as error:
        return error

# %% wrong CANCEL_SWALLOWED: around all
async def renew(old, fetch):
    try:
        old.cancel()
        await asyncio.wait([old])
        return await fetch()
    except asyncio.CancelledError:
        return None
