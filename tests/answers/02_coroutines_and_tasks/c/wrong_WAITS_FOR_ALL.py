async def ask_all(stations, keep):
    results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
    answers = {}
    for station, result in zip(stations, results):
        if not isinstance(result, BaseException):
            answers[station] = result
        elif not keep:
            raise result
    return answers
