async def store_in_time(cities, seconds):
    came, answered = asyncio.Queue(), set()

    async def ask(city):
        came.put_nowait((city, await forecast(city)))
        answered.add(city)

    async def write():
        while (item := await came.get()) is not None:
            await store(*item)

    async def ask_all():
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
                for city in cities:
                    group.create_task(ask(city))
        except TimeoutError:
            pass
        came.put_nowait(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(write())
        group.create_task(ask_all())
    return [city for city in cities if city not in answered]
