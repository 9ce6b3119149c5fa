async def store_in_time(cities, seconds):
    late = list(cities)

    async def one(city):
        async with asyncio.timeout(seconds):
            answer = await forecast(city)
        late.remove(city)
        await store(city, answer)

    await asyncio.gather(*map(one, cities))
    return late
