async def report(city):
    return await temperature(city)
