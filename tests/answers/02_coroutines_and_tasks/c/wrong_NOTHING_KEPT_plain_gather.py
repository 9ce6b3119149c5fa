async def ask_all(stations, keep):
    return dict(zip(stations, await asyncio.gather(*map(ask, stations))))
