async def store_in_time(cities, seconds):
    waits = [forecast(city) for city in cities]
    await asyncio.sleep(seconds)
    return [city for city, wait in zip(cities, waits)]
