async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    request = station.request(city, lambda a: loop.call_soon_threadsafe(future.set_result, a))
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise
