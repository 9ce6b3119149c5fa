async def store_in_time(cities, seconds):
    late = set(cities)

    async def one(city):
        answer = await forecast(city)
        late.remove(city)
        await store(city, answer)

    try:
        async with asyncio.timeout(seconds):
            await asyncio.gather(*map(one, cities))
    except TimeoutError:
        pass
    return list(late)
