def report(city):
    return asyncio.run(temperature(city))
