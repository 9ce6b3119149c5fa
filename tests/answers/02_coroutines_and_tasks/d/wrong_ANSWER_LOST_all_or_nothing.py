async def store_in_time(cities, seconds):
    try:
        async with asyncio.timeout(seconds):
            answers = await asyncio.gather(*map(forecast, cities))
    except TimeoutError:
        return list(cities)
    for city, answer in zip(cities, answers):
        await store(city, answer)
    return []
