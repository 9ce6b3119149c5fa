async def report(cities):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(temperature(city)) for city in cities]
    return [task.result() for task in tasks]
