async def store_in_time(cities, seconds):
    late = []

    async def ask(city):
        async with asyncio.timeout(seconds):
            return await forecast(city)

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    for city, task in zip(cities, tasks):
        try:
            answer = await task
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)
    return late
