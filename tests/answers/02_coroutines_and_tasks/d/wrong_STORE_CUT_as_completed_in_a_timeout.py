async def store_in_time(cities, seconds):
    late = list(cities)

    async def ask(city):
        return city, await forecast(city)

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    try:
        async with asyncio.timeout(seconds):
            for answer in asyncio.as_completed(tasks):
                city, text = await answer
                late.remove(city)
                await store(city, text)
    except TimeoutError:
        pass
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return late
