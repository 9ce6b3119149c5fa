"""Answers to 10.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: wait_for inside, the error kept
async def visit(work, cleanup, limit):
    closing, cancelled = None, None
    try:
        return await work()
    finally:
        closing = asyncio.create_task(asyncio.wait_for(cleanup(), limit))
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError as error:
                cancelled = error
        closing.exception()
        if cancelled:
            raise cancelled

# %% right: shield in the loop
async def visit(work, cleanup, limit):
    async def bounded():
        try:
            async with asyncio.timeout(limit):
                await cleanup()
        except TimeoutError:
            pass

    try:
        result = await work()
    finally:
        closing, asked = asyncio.create_task(bounded()), 0
        while not closing.done():
            try:
                await asyncio.shield(closing)
            except asyncio.CancelledError:
                asked += 1
        if asked:
            raise asyncio.CancelledError
    return result

# %% right: a timer cancels the cleanup
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        closing = asyncio.ensure_future(cleanup())
        timer = asyncio.get_running_loop().call_later(limit, closing.cancel)
        again = False
        while not closing.done():
            try:
                await asyncio.wait({closing})
            except asyncio.CancelledError:
                again = True
        timer.cancel()
        if again:
            raise asyncio.CancelledError()

# %% right: all in an inner task
async def visit(work, cleanup, limit):
    async def clean():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    async def outlast(task):
        heard = None
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError as error:
                heard = error
        if heard is not None:
            raise heard

    try:
        value = await work()
    except BaseException:
        await outlast(asyncio.create_task(clean()))
        raise
    await outlast(asyncio.create_task(clean()))
    return value

# %% right: the work in a task, too
async def visit(work, cleanup, limit):
    async def bounded():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    async def outlast(task, pass_on):
        heard = False
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError:
                heard = True
                if pass_on:
                    task.cancel()
        return heard

    working = asyncio.create_task(work())
    heard = await outlast(working, pass_on=True)
    heard |= await outlast(asyncio.create_task(bounded()), pass_on=False)
    if heard:
        raise asyncio.CancelledError
    return working.result()

# %% wrong CLEANUP_LEFT_BEHIND: a loop in another thread
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        await asyncio.to_thread(asyncio.run, asyncio.wait_for(cleanup(), limit))

# %% wrong ERROR_LOST: a return in the finally
async def visit(work, cleanup, limit):
    result = None
    try:
        result = await work()
    finally:
        closing = asyncio.create_task(asyncio.wait_for(cleanup(), limit))
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError:
                pass
        return result

# %% wrong NO_CLEANUP: behind the work
async def visit(work, cleanup, limit):
    result = await work()
    await asyncio.wait_for(cleanup(), limit)
    return result

# %% wrong NO_CLEANUP: except Exception
async def visit(work, cleanup, limit):
    try:
        result = await work()
    except Exception:
        await cleanup()
        raise
    await cleanup()
    return result

# %% wrong CLEANUP_CUT: plain finally
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        await cleanup()

# %% wrong CLEANUP_CUT: a finally with a limit
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit):
                await cleanup()

# %% wrong CLEANUP_CUT: a task, but awaited
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        closing = asyncio.create_task(cleanup())
        while not closing.done():
            try:
                await closing
            except asyncio.CancelledError:
                pass

# %% wrong CLEANUP_LEFT_BEHIND: shield only
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        with contextlib.suppress(TimeoutError):
            await asyncio.shield(asyncio.wait_for(cleanup(), limit))

# %% wrong CLEANUP_LEFT_BEHIND: the lesson's form
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        closing = asyncio.create_task(asyncio.wait_for(cleanup(), limit))
        try:
            await asyncio.shield(closing)
        except TimeoutError:
            pass
        except asyncio.CancelledError:
            await asyncio.wait([closing])
            raise

# %% wrong CANCEL_SWALLOWED: not raised in the end
async def visit(work, cleanup, limit):
    async def bounded():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    try:
        return await work()
    finally:
        closing = asyncio.create_task(bounded())
        while not closing.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([closing])

# %% wrong CANCEL_SWALLOWED: takes the requests back
async def visit(work, cleanup, limit):
    async def bounded():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    result = None
    try:
        result = await work()
    except asyncio.CancelledError:
        asyncio.current_task().uncancel()
    finally:
        closing = asyncio.create_task(bounded())
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError:
                asyncio.current_task().uncancel()
    return result

# %% wrong CANCEL_SWALLOWED: the error of the work first
async def visit(work, cleanup, limit):
    async def bounded():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    failed, cancelled, result = None, False, None
    try:
        result = await work()
    except asyncio.CancelledError:
        cancelled = True
    except Exception as error:
        failed = error
    closing = asyncio.create_task(bounded())
    while not closing.done():
        try:
            await asyncio.wait([closing])
        except asyncio.CancelledError:
            cancelled = True
    if failed:
        raise failed
    if cancelled:
        raise asyncio.CancelledError
    return result

# %% wrong CLEANS_UP_TWICE: begins again
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        cancelled = False
        while True:
            try:
                async with asyncio.timeout(limit):
                    await cleanup()
                break
            except TimeoutError:
                break
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError

# %% wrong WORK_GOES_ON: shields the work, too
async def visit(work, cleanup, limit):
    async def both():
        try:
            return await work()
        finally:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(cleanup(), limit)

    task, cancelled = asyncio.create_task(both()), False
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    return task.result()

# %% wrong CLEANS_UP_BESIDE_THE_WORK: cancels the work, and does not wait
async def visit(work, cleanup, limit):
    async def bounded():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    task, cancelled = asyncio.create_task(work()), False
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        cancelled = True
        task.cancel()
    closing = asyncio.create_task(bounded())
    while not closing.done():
        try:
            await asyncio.wait([closing])
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    return task.result()

# %% wrong NEVER_GIVES_UP: no limit
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        closing, cancelled = asyncio.create_task(cleanup()), False
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError

# %% wrong CLEANUP_UNENDED: limits the wait
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        closing, cancelled = asyncio.create_task(cleanup()), False
        loop = asyncio.get_running_loop()
        until = loop.time() + limit
        while not closing.done() and loop.time() < until:
            try:
                await asyncio.wait([closing], timeout=until - loop.time())
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError

# %% wrong LIMIT_MOVED: the limit begins anew
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        closing, cancelled = asyncio.create_task(cleanup()), False
        while not closing.done():
            try:
                await asyncio.wait([closing], timeout=limit)
                closing.cancel()
                await asyncio.wait([closing])
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError

# %% wrong TIMEOUT_ESCAPES: the result is asked for
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        closing = asyncio.create_task(asyncio.wait_for(cleanup(), limit))
        cancelled = False
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError
        closing.result()

# %% wrong WRONG_RESULT: a return in the wrong place
async def visit(work, cleanup, limit):
    async def bounded():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    try:
        await work()
    finally:
        closing, cancelled = asyncio.create_task(bounded()), False
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError

# %% wrong ZERO_LOST: asks for the value
async def visit(work, cleanup, limit):
    async def bounded():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(cleanup(), limit)

    try:
        return (await work()) or None
    finally:
        closing, cancelled = asyncio.create_task(bounded()), False
        while not closing.done():
            try:
                await asyncio.wait([closing])
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError

# %% wrong ERROR_LOST: swallows the error of the work
async def visit(work, cleanup, limit):
    try:
        return await work()
    except Exception as error:
        return error
    finally:
        await asyncio.wait_for(cleanup(), limit)

# %% wrong NOT_ASKED: cleans up first as well
async def visit(work, cleanup, limit):
    await cleanup()
    try:
        return await work()
    finally:
        await asyncio.wait_for(cleanup(), limit)

# %% wrong TOO_LATE: waits to the limit
async def visit(work, cleanup, limit):
    try:
        return await work()
    finally:
        await asyncio.gather(cleanup(), asyncio.sleep(limit))

# %% wrong DEADLOCK: waits for an event that nobody sets
async def visit(work, cleanup, limit):
    ended = asyncio.Event()
    try:
        return await work()
    finally:
        await cleanup()
        await ended.wait()

# %% equivalent mutants
# with dropped: with contextlib.suppress(TimeoutError): | nobody asks the task for its error
