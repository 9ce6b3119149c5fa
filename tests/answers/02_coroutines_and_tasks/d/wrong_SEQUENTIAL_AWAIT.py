async def store_in_time(cities, seconds):
    late = []
    for city in cities:
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)
    return late
