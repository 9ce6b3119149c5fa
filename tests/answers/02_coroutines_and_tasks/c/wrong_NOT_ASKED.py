async def ask_all(stations, keep):
    return {station: 0 for station in stations}
