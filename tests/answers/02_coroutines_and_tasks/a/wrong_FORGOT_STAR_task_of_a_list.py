async def report(cities):
    return await asyncio.create_task([temperature(city) for city in cities])
