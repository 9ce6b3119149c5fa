async def ask_all(stations, keep):
    results = await asyncio.gather(*map(ask, stations), return_exceptions=keep)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, BaseException)}
