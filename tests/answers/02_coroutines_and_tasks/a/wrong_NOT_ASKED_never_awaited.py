async def report(cities):
    degrees = []
    for city in cities:
        temperature(city)
    return degrees
