async def store_in_time(cities, seconds):
    loop, late = asyncio.get_running_loop(), []
    deadline = loop.time() + seconds

    async def one(city):
        answer = await forecast(city)
        if loop.time() < deadline:
            await store(city, answer)
        else:
            late.append(city)

    await asyncio.gather(*map(one, cities))
    return late
