async def report(cities):
    degrees = []
    for city in cities:
        task = asyncio.create_task(temperature(city))
        degrees.append(await task)
    return degrees
