async def store_in_time(cities, seconds):
    answers, late = {}, []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answers[city] = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answers[city])

    await asyncio.gather(*map(one, cities))
    for city, answer in answers.items():
        await store(city, answer)
    return late
