async def temperature(station, city):
    answers = asyncio.Queue()
    request = station.request(city, lambda *answer: answers.put_nowait(answer))
    try:
        answer, error = await answers.get()
    except asyncio.CancelledError:
        station.abort(request)
        raise
    if error:
        raise error
    return answer
