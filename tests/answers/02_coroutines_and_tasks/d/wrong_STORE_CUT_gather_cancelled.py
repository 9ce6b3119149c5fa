async def store_in_time(cities, seconds):
    late = list(cities)

    async def one(city):
        answer = await forecast(city)
        late.remove(city)
        await store(city, answer)

    tasks = [asyncio.create_task(one(city)) for city in cities]
    _, pending = await asyncio.wait(tasks, timeout=seconds)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return late
