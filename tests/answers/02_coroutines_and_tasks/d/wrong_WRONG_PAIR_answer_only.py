async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(answer)

    await asyncio.gather(*map(one, cities))
    return late
