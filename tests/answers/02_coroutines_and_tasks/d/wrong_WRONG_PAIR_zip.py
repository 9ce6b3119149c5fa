async def store_in_time(cities, seconds):
    late = list(cities)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(forecast(city)) for city in cities]
        try:
            for city, answer in zip(cities, asyncio.as_completed(tasks, timeout=seconds)):
                await store(city, await answer)
                late.remove(city)
        except TimeoutError:
            for task in tasks:
                task.cancel()
    return late
