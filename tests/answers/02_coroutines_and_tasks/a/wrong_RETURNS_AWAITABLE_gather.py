async def report(cities):
    return asyncio.gather(*[temperature(city) for city in cities])
