def report(city):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(temperature(city))
    finally:
        loop.close()
