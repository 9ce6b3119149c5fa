async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return [city]
        await store(city, answer)
        return []

    tasks, late = [asyncio.create_task(one(city)) for city in cities], []
    for task in tasks:
        late += await task
    return late
