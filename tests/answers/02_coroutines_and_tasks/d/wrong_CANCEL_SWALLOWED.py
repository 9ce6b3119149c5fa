async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    try:
        async with asyncio.TaskGroup() as group:
            for city in cities:
                group.create_task(one(city))
    except asyncio.CancelledError:
        print("cancelled")
    return late
