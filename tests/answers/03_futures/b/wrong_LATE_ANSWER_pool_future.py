from concurrent.futures import Future


async def temperature(station, city):
    future = Future()

    def callback(answer, error):
        if error:
            future.set_exception(error)
        else:
            future.set_result(answer)

    request = station.request(city, callback)
    try:
        return await asyncio.wrap_future(future)
    except asyncio.CancelledError:
        station.abort(request)
        raise
