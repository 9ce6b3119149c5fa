"""Answers to 02.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: gather and stop
async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    try:
        results = await asyncio.gather(*tasks, return_exceptions=keep)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    named = zip(stations, results)
    return {station: each for station, each in named if not isinstance(each, Exception)}

# %% right: group unpacked
async def ask_all(stations, keep):
    answers, errors = {}, []

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception as error:
            errors.append(error)
            if not keep:
                raise

    try:
        async with asyncio.TaskGroup() as group:
            for station in stations:
                group.create_task(ask_one(station))
    except* Exception:
        pass
    if errors and not keep:
        raise errors[0]
    return answers

# %% right: two ways
async def ask_all(stations, keep):
    if keep:
        results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
        pairs = zip(stations, results)
        return {name: each for name, each in pairs if not isinstance(each, BaseException)}
    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items()}

# %% right: wait
async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    when = asyncio.ALL_COMPLETED if keep else asyncio.FIRST_EXCEPTION
    try:
        done, pending = await asyncio.wait(tasks, return_when=when)
        failed = [task for task in done if task.exception()]
        if failed and not keep:
            raise failed[0].exception()
        return {tasks[task]: task.result() for task in done if task not in failed}
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ANSWERS_LOST: error ends the loop
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        answers[station] = await ask(station)

    try:
        async with asyncio.TaskGroup() as group:
            for station in stations:
                group.create_task(ask_one(station))
    except* Exception:
        if not keep:
            raise
    return answers

# %% wrong ANSWERS_LOST: first exception
async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        errors = [task.exception() for task in done if task.exception()]
        if errors and not keep:
            raise errors[0]
        return {tasks[task]: task.result() for task in done if not task.exception()}
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ANSWERS_LOST: only their number
async def ask_all(stations, keep):
    if keep:
        results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
        return len([each for each in results if not isinstance(each, Exception)])
    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items()}

# %% wrong CANCEL_LEAVES_RUNNING
async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    when = asyncio.ALL_COMPLETED if keep else asyncio.FIRST_EXCEPTION
    done, pending = await asyncio.wait(tasks, return_when=when)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    answers = {}
    for task in done:
        if not task.exception():
            answers[tasks[task]] = task.result()
        elif not keep:
            raise task.exception()
    return answers

# %% wrong CANCEL_LEAVES_RUNNING: tasks in turn
async def ask_all(stations, keep):
    if not keep:
        async with asyncio.TaskGroup() as group:
            tasks = {station: group.create_task(ask(station)) for station in stations}
        return {station: task.result() for station, task in tasks.items()}
    tasks = {station: asyncio.create_task(ask(station)) for station in stations}
    answers = {}
    for station, task in tasks.items():
        try:
            answers[station] = await task
        except Exception:
            continue
    return answers

# %% wrong CANCEL_SWALLOWED
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise

    try:
        async with asyncio.TaskGroup() as group:
            for station in stations:
                group.create_task(ask_one(station))
    except asyncio.CancelledError:
        print("cancelled")
    return answers

# %% wrong CANCEL_SWALLOWED: return in finally
async def ask_all(stations, keep):
    tasks = {station: asyncio.create_task(ask(station)) for station in stations}
    errors = []
    try:
        await asyncio.gather(*tasks.values(), return_exceptions=keep)
    except BaseException as error:
        errors.append(error)
    for task in tasks.values():
        task.cancel()
    results = await asyncio.gather(*tasks.values(), return_exceptions=True)
    if errors and isinstance(errors[0], Exception):
        raise errors[0]
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, BaseException)}

# %% wrong CLEANUP_TOO_LATE
async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    try:
        results = await asyncio.gather(*tasks, return_exceptions=keep)
    except Exception:
        for task in tasks:
            task.cancel()
        raise
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, Exception)}

# %% wrong CLEANUP_TOO_LATE: gather not awaited
async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    try:
        results = await asyncio.gather(*tasks, return_exceptions=keep)
    finally:
        for task in tasks:
            task.cancel()
        asyncio.gather(*tasks, return_exceptions=True)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, Exception)}

# %% wrong CLEANUP_TOO_LATE: one turn
async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    try:
        results = await asyncio.gather(*tasks, return_exceptions=keep)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.sleep(0)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, Exception)}

# %% wrong ERROR_LOST: keep not asked
async def ask_all(stations, keep):
    results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, BaseException)}

# %% wrong ERROR_LOST: returns nothing
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise

    try:
        async with asyncio.TaskGroup() as group:
            for station in stations:
                group.create_task(ask_one(station))
    except* Exception:
        answers.clear()
    return answers

# %% wrong FAILED_STATION_IN_DICT
async def ask_all(stations, keep):
    if keep:
        results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
        return dict(zip(stations, results))
    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items()}

# %% wrong FAILED_STATION_IN_DICT: none
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        answers[station] = None
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))
    return answers

# %% wrong LEFT_RUNNING
async def ask_all(stations, keep):
    results = await asyncio.gather(*map(ask, stations), return_exceptions=keep)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, BaseException)}

# %% wrong LEFT_RUNNING: first error by wait
async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    when = asyncio.ALL_COMPLETED if keep else asyncio.FIRST_EXCEPTION
    done, _ = await asyncio.wait(tasks, return_when=when)
    answers = {}
    for task in done:
        if task.exception() is None:
            answers[tasks[task]] = task.result()
        elif not keep:
            raise task.exception()
    return answers

# %% wrong ANSWERS_LOST: group only
async def ask_all(stations, keep):
    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items()}

# %% wrong ANSWERS_LOST: plain gather
async def ask_all(stations, keep):
    return dict(zip(stations, await asyncio.gather(*map(ask, stations))))

# %% wrong NOT_ASKED
async def ask_all(stations, keep):
    return {station: 0 for station in stations}

# %% wrong NEVER_AWAITED: await dropped
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = ask(station)
        except Exception:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))
    return answers

# %% wrong NEVER_AWAITED: dict of coroutines
async def ask_all(stations, keep):
    answers = {station: ask(station) for station in stations}
    return answers

# %% wrong WRONG_RESULT: forgot return
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))

# %% wrong WRONG_RESULT: list
async def ask_all(stations, keep):
    return await asyncio.gather(*map(ask, stations), return_exceptions=keep)

# %% wrong SEQUENTIAL_AWAIT
async def ask_all(stations, keep):
    answers = {}
    for station in stations:
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise
    return answers

# %% wrong SEQUENTIAL_AWAIT: group inside
async def ask_all(stations, keep):
    answers = {}
    for station in stations:
        try:
            async with asyncio.TaskGroup() as group:
                task = group.create_task(ask(station))
            answers[station] = task.result()
        except* Exception:
            if not keep:
                raise
    return answers

# %% wrong WAITS_FOR_ALL
async def ask_all(stations, keep):
    results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
    answers = {}
    for station, result in zip(stations, results):
        if not isinstance(result, BaseException):
            answers[station] = result
        elif not keep:
            raise result
    return answers

# %% wrong WAITS_FOR_ALL: result by result
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception as error:
            return error

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask_one(station)) for station in stations]
    errors = [task.result() for task in tasks if task.result()]
    if errors and not keep:
        raise errors[0]
    return answers

# %% wrong ERROR_LOST: cancelled
async def ask_all(stations, keep):
    tasks = []

    async def ask_one(station):
        try:
            return station, await ask(station)
        except Exception:
            if not keep:
                for task in tasks:
                    task.cancel()

    tasks += [asyncio.create_task(ask_one(station)) for station in stations]
    try:
        return dict(pair for pair in await asyncio.gather(*tasks) if pair)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

# %% wrong ERROR_LOST: runtime error
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise RuntimeError(f"{station} failed") from None

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))
    return answers

# %% wrong ZERO_LOST
async def ask_all(stations, keep):
    async def ask_one(station):
        try:
            return await ask(station)
        except Exception:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask_one(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items() if task.result()}

# %% wrong ZERO_LOST: none of the falsy
async def ask_all(stations, keep):
    results = None
    if keep:
        results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
        results = [None if isinstance(each, Exception) else each for each in results]
    else:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(ask(station)) for station in stations]
        results = [task.result() for task in tasks]
    return {station: each for station, each in zip(stations, results) if each}

# %% right: errors are results of an inner function
async def ask_all(stations, keep):
    async def ask_one(station):
        try:
            return (await ask(station),)
        except Exception:
            if not keep:
                raise
            return ()

    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask_one(station)) for station in stations}
    return {station: task.result()[0] for station, task in tasks.items() if task.result()}

# %% right: one by one as they end
async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    waiting, answers = set(tasks), {}
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.exception() is None:
                    answers[tasks[task]] = task.result()
                elif not keep:
                    task.result()
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    return answers

# %% wrong ANSWERS_LOST: only those before the first failure
async def ask_all(stations, keep):
    tasks = {station: asyncio.create_task(ask(station)) for station in stations}
    answers = {}
    try:
        for station, task in tasks.items():
            answers[station] = await task
    except Exception:
        if not keep:
            raise
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return answers

# %% wrong CANCEL_LEAVES_RUNNING: gather does not wait for all that it cancels
async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    if keep:
        results = await asyncio.gather(*tasks, return_exceptions=True)
    else:
        try:
            results = await asyncio.gather(*tasks)
        except Exception:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            raise
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, Exception)}

# %% wrong CANCEL_SWALLOWED: bare except
async def ask_all(stations, keep):
    answers, errors = {}, []

    async def ask_one(station):
        answers[station] = await ask(station)

    tasks = [asyncio.create_task(ask_one(station)) for station in stations]
    for task in tasks if keep else []:
        try:
            await task
        except:
            errors.append(task)
    if not keep:
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return answers

# %% wrong ERROR: misspelt
async def ask_all(stations, keep):
    return dict(zip(station, await asyncio.gather(*map(ask, stations), return_exceptions=keep)))

# %% wrong ERROR_LOST: error made up
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception as error:
            if not keep:
                raise LookupError(station) from error

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))
    return answers

# %% wrong ERROR_LOST: returned in place of raised
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise

    try:
        async with asyncio.TaskGroup() as group:
            for station in stations:
                group.create_task(ask_one(station))
    except ExceptionGroup as group:
        return group.exceptions[0]
    return answers

# %% wrong FAILED_STATION_IN_DICT: one kind of error only
async def ask_all(stations, keep):
    if not keep:
        async with asyncio.TaskGroup() as group:
            tasks = {station: group.create_task(ask(station)) for station in stations}
        return {station: task.result() for station, task in tasks.items()}
    results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, OSError)}

# %% wrong ANSWERS_LOST: one kind of error only
async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except OSError:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))
    return answers

# %% wrong NOT_AT_ONCE: eight at most
async def ask_all(stations, keep):
    answers, places = {}, asyncio.Semaphore(8)

    async def ask_one(station):
        async with places:
            try:
                answers[station] = await ask(station)
            except Exception:
                if not keep:
                    raise

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))
    return answers

# %% wrong TOO_LATE: cancels with a pause
async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    try:
        results = await asyncio.gather(*tasks, return_exceptions=keep)
    finally:
        for task in tasks:
            task.cancel()
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0.3)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, Exception)}

# %% wrong TOO_LATE: looks every tenth of a second
async def ask_all(stations, keep):
    tasks = {station: asyncio.create_task(ask(station)) for station in stations}
    answers = {}
    try:
        while tasks:
            await asyncio.sleep(0.1)
            for station, task in list(tasks.items()):
                if task.done():
                    del tasks[station]
                    if task.exception() is None:
                        answers[station] = task.result()
                    elif not keep:
                        raise task.exception()
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return answers

# %% wrong ZERO_LOST: none stands for no answer
async def ask_all(stations, keep):
    async def ask_one(station):
        try:
            return await ask(station)
        except Exception:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask_one(station)) for station in stations}
    results = {station: task.result() for station, task in tasks.items()}
    return {station: answer for station, answer in results.items() if answer is not None}

# %% wrong ZERO_LOST: compared with a mark
async def ask_all(stations, keep):
    failed = object()

    async def ask_one(station):
        try:
            return await ask(station)
        except Exception:
            if not keep:
                raise
            return failed

    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask_one(station)) for station in stations}
    results = {station: task.result() for station, task in tasks.items()}
    return {station: answer for station, answer in results.items() if answer != failed}
