async def report(cities):
    return sorted(await asyncio.gather(*map(temperature, cities)))
