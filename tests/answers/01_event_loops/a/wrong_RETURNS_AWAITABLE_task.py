def report(city):
    return asyncio.ensure_future(temperature(city))
