"""Answers to 00.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: gather
async def breakfast():
    return list(await asyncio.gather(tea(), toast()))

# %% right: two tasks
async def breakfast():
    first = asyncio.create_task(tea())
    second = asyncio.create_task(toast())
    return [await first, await second]

# %% wrong NOT_ASKED: constant
async def breakfast():
    await asyncio.sleep(3)
    return ["tea", "toast"]

# %% wrong RETURNS_AWAITABLE: never awaited
async def breakfast():
    return [tea(), toast()]

# %% wrong WRONG_RESULT: group only
async def breakfast():
    async with asyncio.TaskGroup() as group:
        group.create_task(tea())
        group.create_task(toast())

# %% wrong WRONG_ORDER: order of ends
async def breakfast():
    done = []

    async def note(wait):
        done.append(await wait())

    await asyncio.gather(note(tea), note(toast))
    return done

# %% wrong SEQUENTIAL_AWAIT
async def breakfast():
    return [await tea(), await toast()]

# %% wrong SEQUENTIAL_AWAIT: tasks too late
async def breakfast():
    return [await asyncio.create_task(tea()), await asyncio.create_task(toast())]

# %% wrong TOO_LATE: sleeps as long as the toast and the tea
async def breakfast():
    tasks = [asyncio.create_task(tea()), asyncio.create_task(toast())]
    await asyncio.sleep(4)
    return [task.result() for task in tasks]

# %% wrong ERROR: sleeps for the three seconds that the notebook says
async def breakfast():
    tasks = [asyncio.create_task(tea()), asyncio.create_task(toast())]
    await asyncio.sleep(3)
    return [task.result() for task in tasks]

# %% right: gather with names
async def breakfast():
    hot, crisp = await asyncio.gather(tea(), toast())
    return [hot, crisp]
