async def report(cities):
    degrees = await asyncio.gather(*(temperature(city) for city in cities))
    return dict(zip(cities, degrees))
