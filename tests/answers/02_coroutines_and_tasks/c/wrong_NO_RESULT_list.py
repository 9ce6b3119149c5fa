async def ask_all(stations, keep):
    return await asyncio.gather(*map(ask, stations), return_exceptions=keep)
