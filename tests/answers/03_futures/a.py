"""Answers to 03.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: future and group
class Found(Exception):
    pass


async def first_good(sources):
    answers = []

    async def ask(source):
        try:
            answer = await source()
        except Exception:
            return
        answers.append(answer)
        raise Found

    try:
        async with asyncio.TaskGroup() as group:
            for source in sources:
                group.create_task(ask(source))
    except* Found:
        pass
    if not answers:
        raise LookupError("no good answer")
    return answers[0]

# %% right: wait first completed
async def first_good(sources):
    waiting = tasks = {asyncio.create_task(source()) for source in sources}
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            good = [task for task in done if not task.exception()]
            if good:
                return good[0].result()
        raise LookupError("all failed")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

# %% right: winner is a future
async def first_good(sources):
    winner = asyncio.get_running_loop().create_future()

    def look(task):
        failed = task.cancelled() or task.exception()
        if not failed and not winner.done():
            winner.set_result(task.result())
        elif all(other.done() for other in tasks) and not winner.done():
            winner.set_exception(LookupError("every source failed"))

    tasks = [asyncio.create_task(source()) for source in sources]
    for task in tasks:
        task.add_done_callback(look)
    try:
        return await winner
    finally:
        winner.cancel()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ERROR_LOST: last error
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception as problem:
                error = problem
        raise error
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ERROR_LOST: returns none
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong CANCEL_LEAVES_RUNNING
async def stop(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]
    for answer in asyncio.as_completed(tasks):
        try:
            value = await answer
        except Exception:
            continue
        await stop(tasks)
        return value
    raise LookupError("no source answered")

# %% wrong CANCEL_SWALLOWED
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except BaseException:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong CANCEL_SWALLOWED: becomes lookup error
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
            except asyncio.CancelledError:
                break
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong CLEANUP_TOO_LATE
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()

# %% wrong CLEANUP_TOO_LATE: gather not awaited
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        asyncio.gather(*tasks, return_exceptions=True)

# %% wrong CLEANUP_TOO_LATE: one turn
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.sleep(0)

# %% wrong LEFT_RUNNING
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    for answer in asyncio.as_completed(tasks):
        try:
            return await answer
        except Exception:
            continue
    raise LookupError("no source answered")

# %% wrong LEFT_RUNNING: cancels a shield
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    shields = [asyncio.shield(task) for task in tasks]
    try:
        for answer in asyncio.as_completed(shields):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for shield in shields:
            shield.cancel()
        await asyncio.gather(*shields, return_exceptions=True)

# %% wrong ZERO_LOST
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                value = await answer
            except Exception:
                value = None
            if value:
                return value
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong NOT_ASKED
async def first_good(sources):
    return sources[0]

# %% wrong NOT_ASKED: generator never run
async def first_good(sources):
    answers = (source() for source in sources)
    return answers

# %% wrong NOT_THE_FIRST
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for task in tasks:
            try:
                return await task
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong WRONG_RESULT: forgot return
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                await answer
                break
            except Exception:
                continue
        else:
            raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong WRONG_RESULT: the task
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        waiting = set(tasks)
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if not task.exception():
                    return task
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong RAISES_FIRST: as completed
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            return await answer
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong RAISES_FIRST: first completed
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    done, waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return done.pop().result()

# %% wrong SEQUENTIAL_AWAIT
async def first_good(sources):
    for source in sources:
        try:
            return await source()
        except Exception:
            continue
    raise LookupError("no source answered")

# %% wrong SEQUENTIAL_AWAIT: task by task
async def first_good(sources):
    for source in sources:
        task = asyncio.create_task(source())
        try:
            return await task
        except Exception:
            pass
    raise LookupError("no source answered")

# %% wrong WAITS_FOR_ALL: cancel dropped
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong WAITS_FOR_ALL: gather
async def first_good(sources):
    answers = await asyncio.gather(*(s() for s in sources), return_exceptions=True)
    for answer in answers:
        if not isinstance(answer, Exception):
            return answer
    raise LookupError("no source answered")

# %% wrong WAITS_FOR_ALL: group
async def first_good(sources):
    answers = []

    async def ask(source):
        try:
            answers.append(await source())
        except Exception:
            pass

    async with asyncio.TaskGroup() as group:
        for source in sources:
            group.create_task(ask(source))
    if not answers:
        raise LookupError("no source answered")
    return answers[0]

# %% right: answers in a queue
async def first_good(sources):
    queue = asyncio.Queue()

    async def ask(source):
        try:
            queue.put_nowait((True, await source()))
        except Exception as error:
            queue.put_nowait((False, error))

    tasks = [asyncio.create_task(ask(source)) for source in sources]
    try:
        for _ in tasks:
            good, answer = await queue.get()
            if good:
                return answer
        raise LookupError("nobody knows")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong GIVES_UP: after a second
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        async with asyncio.timeout(1):
            for answer in asyncio.as_completed(tasks):
                try:
                    return await answer
                except OSError:
                    continue
                except Exception:
                    continue
        raise LookupError("no source answered")
    except TimeoutError:
        raise LookupError("no source answered in time")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong GIVES_UP: as completed with a timeout
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks, timeout=10):
            try:
                return await answer
            except TimeoutError:
                if all(task.done() for task in tasks):
                    raise
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong GIVES_UP: wait with a timeout
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    waiting = set(tasks)
    try:
        while waiting:
            done, waiting = await asyncio.wait(
                waiting, timeout=30, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                break
            for task in done:
                if task.exception() is None:
                    return task.result()
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ZERO_LOST: a value that is an exception
async def first_good(sources):
    async def ask(source):
        try:
            return await source()
        except Exception as error:
            return error

    tasks = [asyncio.create_task(ask(source)) for source in sources]
    try:
        for answer in asyncio.as_completed(tasks):
            value = await answer
            if not isinstance(value, Exception):
                return value
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ZERO_LOST: equal to a mark
NOTHING = object()


async def first_good(sources):
    async def ask(source):
        try:
            return await source()
        except Exception:
            return NOTHING

    tasks = [asyncio.create_task(ask(source)) for source in sources]
    try:
        for answer in asyncio.as_completed(tasks):
            value = await answer
            if value != NOTHING:
                return value
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ZERO_LOST: none is nothing
async def first_good(sources):
    async def ask(source):
        try:
            return await source()
        except Exception:
            return None

    tasks = [asyncio.create_task(ask(source)) for source in sources]
    try:
        for answer in asyncio.as_completed(tasks):
            value = await answer
            if value is not None:
                return value
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ZERO_LOST: minus one is nothing
async def first_good(sources):
    async def ask(source):
        try:
            return await source()
        except Exception:
            return -1

    tasks = [asyncio.create_task(ask(source)) for source in sources]
    try:
        for answer in asyncio.as_completed(tasks):
            value = await answer
            if value != -1:
                return value
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong RAISES_FIRST: only some kinds of errors
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except (OSError, ValueError):
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong TOO_LATE: looks at intervals
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        while True:
            good = [task for task in tasks if task.done() and not task.exception()]
            if good:
                return good[0].result()
            if all(task.done() for task in tasks):
                raise LookupError("no source answered")
            await asyncio.sleep(0.1)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong TOO_LATE: a second for the cleanup
async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.sleep(1)

# %% wrong SEQUENTIAL_AWAIT: an ordinary function
def first_good(sources):
    for source in sources:
        try:
            return source()
        except Exception:
            continue
    raise LookupError("no source answered")

# %% equivalent mutants
# error swallowed: except Exception: | `continue` is the last statement of the loop's body, so `pass` does the same
