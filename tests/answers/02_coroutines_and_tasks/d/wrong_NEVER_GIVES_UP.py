async def store_in_time(cities, seconds):
    async def one(city):
        await store(city, await forecast(city))

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return []
