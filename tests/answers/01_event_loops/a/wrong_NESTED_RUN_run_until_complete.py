def report(city):
    loop = asyncio.get_event_loop()
    return loop.run_until_complete(temperature(city))
