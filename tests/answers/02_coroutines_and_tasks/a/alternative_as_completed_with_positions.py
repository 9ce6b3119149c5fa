async def numbered(number, city):
    return number, await temperature(city)


async def report(cities):
    came = []
    for pair in asyncio.as_completed([numbered(n, city) for n, city in enumerate(cities)]):
        came.append(await pair)
    return [degrees for _, degrees in sorted(came)]
