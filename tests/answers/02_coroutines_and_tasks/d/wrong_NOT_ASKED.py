async def store_in_time(cities, seconds):
    await asyncio.sleep(seconds)
    return list(cities)
