async def report(cities):
    degrees = []
    for city in cities:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(temperature(city))
        degrees.append(task.result())
    return degrees
