async def report(cities):
    waits = [temperature(city) for city in cities]
    return [await answer for answer in asyncio.as_completed(waits)]
