async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return future
    except asyncio.CancelledError:
        station.abort(request)
        raise
