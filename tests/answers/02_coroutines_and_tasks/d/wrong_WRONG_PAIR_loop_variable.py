async def store_in_time(cities, seconds):
    late = []

    async def one():
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one())
            await asyncio.sleep(0)
    return late
