async def temperature(station, city):
    loop, answers = asyncio.get_running_loop(), asyncio.Queue()
    request = station.request(
        city, lambda *answer: loop.call_soon_threadsafe(answers.put_nowait, answer)
    )
    try:
        answer, error = await answers.get()
    except BaseException:
        station.abort(request)
        raise
    if error is not None:
        raise error
    return answer
