async def temperature(station, city):
    box = []
    request = station.request(city, lambda *answer: box.append(answer))
    try:
        while not box:
            await asyncio.sleep(0.05)
    except asyncio.CancelledError:
        station.abort(request)
        raise
    answer, error = box[0]
    if error:
        raise error
    return answer
