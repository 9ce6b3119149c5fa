import nest_asyncio


def report(city):
    nest_asyncio.apply()
    return asyncio.run(temperature(city))
