async def report(cities):
    await asyncio.gather(*(temperature(city) for city in cities))
