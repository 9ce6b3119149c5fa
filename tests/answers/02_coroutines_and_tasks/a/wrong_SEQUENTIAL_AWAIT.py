async def report(cities):
    return [await temperature(city) for city in cities]
