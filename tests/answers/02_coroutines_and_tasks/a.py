"""Answers to 02.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: as completed with positions
async def numbered(number, city):
    return number, await temperature(city)


async def report(cities):
    came = []
    for pair in asyncio.as_completed([numbered(n, city) for n, city in enumerate(cities)]):
        came.append(await pair)
    return [degrees for _, degrees in sorted(came)]

# %% right: plain function
def report(cities):
    return asyncio.gather(*map(temperature, cities))

# %% right: task group
async def report(cities):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(temperature(city)) for city in cities]
    return [task.result() for task in tasks]

# %% right: tasks awaited in order
async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    return [await task for task in tasks]

# %% right: wait and dict
async def report(cities):
    by_city = {city: asyncio.ensure_future(temperature(city)) for city in cities}
    await asyncio.wait(by_city.values())
    return [by_city[city].result() for city in cities]

# %% wrong FORGOT_STAR
async def report(cities):
    return await asyncio.gather([temperature(city) for city in cities])

# %% wrong FORGOT_STAR: generator
async def report(cities):
    return await asyncio.gather(temperature(city) for city in cities)

# %% wrong FORGOT_STAR: task of a list
async def report(cities):
    return await asyncio.create_task([temperature(city) for city in cities])

# %% wrong NOT_ASKED: all but the first
async def report(cities):
    first, *rest = cities
    return await asyncio.gather(*(temperature(city) for city in rest))

# %% wrong NOT_ASKED: constant
async def report(cities):
    degrees = {"Oslo": -3, "Lima": 24, "Kyoto": 17}
    return [degrees[city] for city in cities]

# %% wrong NOT_ASKED: never awaited
async def report(cities):
    degrees = []
    for city in cities:
        temperature(city)
    return degrees

# %% wrong NO_RESULT: dict
async def report(cities):
    degrees = await asyncio.gather(*(temperature(city) for city in cities))
    return dict(zip(cities, degrees))

# %% wrong NO_RESULT: first only
async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    for task in tasks:
        return await task

# %% wrong NO_RESULT: forgot return
async def report(cities):
    await asyncio.gather(*(temperature(city) for city in cities))

# %% wrong RETURNS_AWAITABLE: coroutines
async def report(cities):
    return [temperature(city) for city in cities]

# %% wrong RETURNS_AWAITABLE: gather
async def report(cities):
    return asyncio.gather(*[temperature(city) for city in cities])

# %% wrong RETURNS_AWAITABLE: tasks
async def report(cities):
    return [asyncio.create_task(temperature(city)) for city in cities]

# %% wrong SEQUENTIAL_AWAIT
async def report(cities):
    return [await temperature(city) for city in cities]

# %% wrong SEQUENTIAL_AWAIT: gather of one
async def report(cities):
    degrees = []
    for city in cities:
        degrees += await asyncio.gather(temperature(city))
    return degrees

# %% wrong SEQUENTIAL_AWAIT: group by group
async def report(cities):
    degrees = []
    for city in cities:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(temperature(city))
        degrees.append(task.result())
    return degrees

# %% wrong SEQUENTIAL_AWAIT: task by task
async def report(cities):
    degrees = []
    for city in cities:
        task = asyncio.create_task(temperature(city))
        degrees.append(await task)
    return degrees

# %% wrong WRONG_ORDER: appended
async def report(cities):
    degrees = []

    async def ask(city):
        degrees.append(await temperature(city))

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(ask(city))
    return degrees

# %% wrong WRONG_ORDER: as completed
async def report(cities):
    waits = [temperature(city) for city in cities]
    return [await answer for answer in asyncio.as_completed(waits)]

# %% wrong WRONG_ORDER: sorted
async def report(cities):
    return sorted(await asyncio.gather(*map(temperature, cities)))
