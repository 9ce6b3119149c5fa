async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    for task in tasks:
        return await task
