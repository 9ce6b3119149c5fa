async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except asyncio.TimeoutError:
            return city
        await store(city, answer)

    return [city for city in await asyncio.gather(*map(one, cities)) if city is not None]
