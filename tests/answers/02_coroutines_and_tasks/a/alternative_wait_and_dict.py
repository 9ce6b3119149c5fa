async def report(cities):
    by_city = {city: asyncio.ensure_future(temperature(city)) for city in cities}
    await asyncio.wait(by_city.values())
    return [by_city[city].result() for city in cities]
