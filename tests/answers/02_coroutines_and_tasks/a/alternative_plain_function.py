def report(cities):
    return asyncio.gather(*map(temperature, cities))
