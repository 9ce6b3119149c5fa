async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return
        await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
