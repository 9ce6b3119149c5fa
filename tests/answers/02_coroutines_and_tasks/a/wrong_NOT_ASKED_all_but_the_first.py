async def report(cities):
    first, *rest = cities
    return await asyncio.gather(*(temperature(city) for city in rest))
