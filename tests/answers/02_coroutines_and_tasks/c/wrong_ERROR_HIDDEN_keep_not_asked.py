async def ask_all(stations, keep):
    results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, BaseException)}
