async def store_in_time(cities, seconds):
    loop, came, late = asyncio.get_running_loop(), asyncio.Queue(), list(cities)
    deadline = loop.time() + seconds

    async def ask(city):
        answer = await forecast(city)
        came.put_nowait((loop.time(), city, answer))

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    try:
        while True:
            async with asyncio.timeout_at(deadline):
                when, city, answer = await came.get()
            if when < deadline:
                late.remove(city)
                await store(city, answer)
    except TimeoutError:
        pass
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return late
