async def report(cities):
    degrees = []
    for city in cities:
        degrees += await asyncio.gather(temperature(city))
    return degrees
