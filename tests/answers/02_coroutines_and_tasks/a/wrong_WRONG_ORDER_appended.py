async def report(cities):
    degrees = []

    async def ask(city):
        degrees.append(await temperature(city))

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(ask(city))
    return degrees
