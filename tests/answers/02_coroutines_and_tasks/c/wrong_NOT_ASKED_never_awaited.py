async def ask_all(stations, keep):
    answers = {station: ask(station) for station in stations}
    return answers
