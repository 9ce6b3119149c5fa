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

# %% wrong NEVER_AWAITED
async def report(cities):
    degrees = []
    for city in cities:
        temperature(city)
    return degrees

# %% wrong WRONG_RESULT: dict
async def report(cities):
    degrees = await asyncio.gather(*(temperature(city) for city in cities))
    return dict(zip(cities, degrees))

# %% wrong WRONG_RESULT: first only
async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    for task in tasks:
        return await task

# %% wrong WRONG_RESULT: forgot return
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

# %% right: filled by place
async def report(cities):
    degrees = [None] * len(cities)

    async def fill(place, city):
        degrees[place] = await temperature(city)

    await asyncio.gather(*(fill(place, city) for place, city in enumerate(cities)))
    return degrees

# %% right: with a deadline for each
async def report(cities):
    waits = [asyncio.wait_for(temperature(city), 1000) for city in cities]
    return list(await asyncio.gather(*waits))

# %% right: last one wakes
async def report(cities):
    degrees, done = {}, asyncio.Event()

    async def ask(place):
        degrees[place] = await temperature(cities[place])
        if len(degrees) == len(cities):
            done.set()

    tasks = [asyncio.create_task(ask(place)) for place in range(len(cities))]
    await done.wait()
    return [degrees[place] for place in range(len(cities))]

# %% wrong ERROR: misspelt
async def report(cities):
    return await asyncio.gathr(*(temperature(city) for city in cities))

# %% wrong ERROR: coroutines to wait
async def report(cities):
    done, _ = await asyncio.wait([temperature(city) for city in cities])
    return [task.result() for task in done]

# %% wrong FORGOT_STAR: function not called
async def report(cities):
    return await asyncio.gather(*[temperature for city in cities])

# %% wrong FORGOT_STAR: list awaited
async def report(cities):
    return await [temperature(city) for city in cities]

# %% wrong FORGOT_STAR: list to the group
async def report(cities):
    async with asyncio.TaskGroup() as group:
        task = group.create_task([temperature(city) for city in cities])
    return task.result()

# %% wrong FORGOT_STAR: tuple
async def report(cities):
    return await asyncio.gather(tuple(temperature(city) for city in cities))

# %% wrong NEVER_AWAITED: waits for the time
async def report(cities):
    waits = [temperature(city) for city in cities]
    await asyncio.sleep(3)
    return [0 for _ in waits]

# %% wrong NOT_ASKED: all of them in one question
async def report(cities):
    return await temperature(cities)

# %% wrong NOT_ASKED: at most ten
async def report(cities):
    return await asyncio.gather(*map(temperature, cities[:10]))

# %% wrong NOT_ASKED: twice
async def report(cities):
    await asyncio.gather(*map(temperature, cities))
    return await asyncio.gather(*map(temperature, cities))

# %% wrong NOT_AT_ONCE: in pairs
async def report(cities):
    degrees = []
    for start in range(0, len(cities), 2):
        degrees += await asyncio.gather(*map(temperature, cities[start : start + 2]))
    return degrees

# %% wrong NOT_AT_ONCE: pool of twenty
async def report(cities):
    places = asyncio.Semaphore(20)

    async def ask(city):
        async with places:
            return await temperature(city)

    return await asyncio.gather(*map(ask, cities))

# %% wrong NOT_AT_ONCE: the first by itself
async def report(cities):
    first = await temperature(cities[0])
    return [first, *await asyncio.gather(*map(temperature, cities[1:]))]

# %% wrong POLLS
async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0.1)
    return [task.result() for task in tasks]

# %% wrong POLLS: every half second
async def report(cities):
    degrees = {}

    async def ask(city):
        degrees[city] = await temperature(city)

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    while len(degrees) < len(cities):
        await asyncio.sleep(0.5)
    return [degrees[city] for city in cities]

# %% wrong BUSY_WAIT
async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0)
    return [task.result() for task in tasks]

# %% wrong RETURNS_AWAITABLE: gather in a list
async def report(cities):
    return [asyncio.gather(*map(temperature, cities))]

# %% wrong SEQUENTIAL_AWAIT: gather of results
async def report(cities):
    return await asyncio.gather(*[await temperature(city) for city in cities])

# %% wrong SEQUENTIAL_AWAIT: tasks of results
async def report(cities):
    tasks = [asyncio.create_task(await temperature(city)) for city in cities]
    return [await task for task in tasks]

# %% wrong SEQUENTIAL_AWAIT: lock
async def report(cities):
    lock = asyncio.Lock()

    async def ask(city):
        async with lock:
            return await temperature(city)

    return await asyncio.gather(*map(ask, cities))

# %% wrong TOO_LATE: half a second more
async def report(cities):
    degrees = await asyncio.gather(*map(temperature, cities))
    await asyncio.sleep(0.5)
    return degrees

# %% wrong TOO_LATE: pause after each start
async def report(cities):
    tasks = []
    for city in cities:
        tasks.append(asyncio.create_task(temperature(city)))
        await asyncio.sleep(0.01)
    return await asyncio.gather(*tasks)

# %% wrong TOO_LATE: sleeps as long as it takes
async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    await asyncio.sleep(5)
    return [await task for task in tasks]

# %% wrong WRONG_ORDER: from the set of done tasks
async def report(cities):
    tasks = []
    came = []
    for city in cities:
        tasks.append(asyncio.create_task(temperature(city)))
        tasks[-1].add_done_callback(lambda task: came.append(task.result()))
    await asyncio.wait(tasks)
    return came

# %% wrong WRONG_RESULT: pairs
async def report(cities):
    return list(zip(cities, await asyncio.gather(*map(temperature, cities))))

# %% wrong WRONG_RESULT: only their number
async def report(cities):
    return len(await asyncio.gather(*map(temperature, cities)))

# %% wrong WRONG_TYPE: tuple
async def report(cities):
    return tuple(await asyncio.gather(*map(temperature, cities)))

# %% wrong ZERO_LOST
async def report(cities):
    return [each for each in await asyncio.gather(*map(temperature, cities)) if each]

# %% wrong ZERO_LOST: none for zero
async def report(cities):
    return [each or None for each in await asyncio.gather(*map(temperature, cities))]

# %% wrong ZERO_LOST: by value
async def report(cities):
    degrees = await asyncio.gather(*map(temperature, cities))
    city_of = {each: city for each, city in zip(degrees, cities)}
    return list(city_of)
