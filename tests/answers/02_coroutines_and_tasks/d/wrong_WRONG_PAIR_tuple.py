async def store_in_time(cities, seconds):
    async def one(city):
        return city, await forecast(city)

    tasks = [asyncio.create_task(one(city)) for city in cities]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in done:
        await store(task.result())
    for task in late:
        task.cancel()
    return [cities[tasks.index(task)] for task in late]
