async def temperature(station, city):
    loop, came, box = asyncio.get_running_loop(), asyncio.Event(), []

    def callback(answer, error):
        box.append((answer, error))
        loop.call_soon_threadsafe(came.set)

    request, answered = station.request(city, callback), False
    try:
        await came.wait()
        answered = True
    finally:
        if not answered:
            station.abort(request)
    answer, error = box[0]
    if error:
        raise error
    return answer
