async def store_in_time(cities, seconds):
    loop = asyncio.get_running_loop()
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    deadline = loop.time() + seconds
    while loop.time() < deadline:
        await asyncio.sleep(0.5)
        for task, city in asking.items():
            if task.done():
                await store(city, task.result())
    late = [city for task, city in asking.items() if not task.done()]
    return late
