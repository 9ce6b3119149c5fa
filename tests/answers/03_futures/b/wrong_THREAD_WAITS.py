import queue


async def temperature(station, city):
    answers = queue.SimpleQueue()
    request = station.request(city, lambda *answer: answers.put(answer))
    try:
        answer, error = await asyncio.to_thread(answers.get)
    except asyncio.CancelledError:
        station.abort(request)
        raise
    if error:
        raise error
    return answer
