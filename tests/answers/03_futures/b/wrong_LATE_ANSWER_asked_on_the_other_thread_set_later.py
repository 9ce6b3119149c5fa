async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def callback(answer, error):
        if error is not None:
            loop.call_soon_threadsafe(future.set_exception, error)
        elif not future.done():
            loop.call_soon_threadsafe(future.set_result, answer)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise
