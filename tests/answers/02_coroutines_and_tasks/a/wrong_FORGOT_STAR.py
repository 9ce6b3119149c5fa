async def report(cities):
    return await asyncio.gather([temperature(city) for city in cities])
