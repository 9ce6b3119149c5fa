async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return city
        await store(city, answer)

    return await asyncio.gather(*map(one, cities))
