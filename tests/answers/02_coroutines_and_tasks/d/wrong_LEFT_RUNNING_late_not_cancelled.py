async def store_in_time(cities, seconds):
    asking = {city: asyncio.create_task(forecast(city)) for city in cities}

    async def one(city):
        done, _ = await asyncio.wait({asking[city]}, timeout=seconds)
        if not done:
            return city
        await store(city, asking[city].result())

    return [city for city in await asyncio.gather(*map(one, cities)) if city]
