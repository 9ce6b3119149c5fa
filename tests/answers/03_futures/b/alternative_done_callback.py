async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def fill(answer, error):
        if not future.cancelled():
            future.set_exception(error) if error else future.set_result(answer)

    request = station.request(city, lambda a, e: loop.call_soon_threadsafe(fill, a, e))
    future.add_done_callback(lambda f: f.cancelled() and station.abort(request))
    return await future
