async def store_in_time(cities, seconds):
    late = []
    async with asyncio.TaskGroup() as group:

        async def one(city):
            task = group.create_task(forecast(city))
            try:
                answer = await asyncio.wait_for(asyncio.shield(task), seconds)
            except TimeoutError:
                late.append(city)
            else:
                await store(city, answer)

        for city in cities:
            group.create_task(one(city))
    return late
