async def store_in_time(cities, seconds):
    async def one(city):
        try:
            return await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return None

    answers = dict(zip(cities, await asyncio.gather(*map(one, cities))))
    for city, answer in answers.items():
        if answer is not None:
            await store(city, answer)
    return [city for city, answer in answers.items() if answer is None]
