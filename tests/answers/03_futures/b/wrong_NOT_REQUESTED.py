async def temperature(station, city):
    future = asyncio.get_running_loop().create_future()
    future.set_result(station)
    return -3
