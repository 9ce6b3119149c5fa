async def report(cities):
    tasks = [asyncio.create_task(temperature(city)) for city in cities]
    return [await task for task in tasks]
