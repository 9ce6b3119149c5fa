async def report(cities):
    return [asyncio.create_task(temperature(city)) for city in cities]
