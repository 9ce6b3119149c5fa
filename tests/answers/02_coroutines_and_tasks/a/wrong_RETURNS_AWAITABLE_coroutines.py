async def report(cities):
    return [temperature(city) for city in cities]
