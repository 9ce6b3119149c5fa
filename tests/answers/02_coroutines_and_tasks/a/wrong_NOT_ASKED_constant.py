async def report(cities):
    degrees = {"Oslo": -3, "Lima": 24, "Kyoto": 17}
    return [degrees[city] for city in cities]
