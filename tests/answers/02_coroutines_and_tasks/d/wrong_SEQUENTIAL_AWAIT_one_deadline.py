async def store_in_time(cities, seconds):
    late = list(cities)
    try:
        async with asyncio.timeout(seconds):
            for city in cities:
                await store(city, await forecast(city))
                late.remove(city)
    except TimeoutError:
        pass
    return late
