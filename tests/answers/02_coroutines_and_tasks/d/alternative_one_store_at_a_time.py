async def store_in_time(cities, seconds):
    lock, late = asyncio.Lock(), []
    deadline = asyncio.get_running_loop().time() + seconds

    async def one(city):
        try:
            async with asyncio.timeout_at(deadline):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
            return
        async with lock:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late
