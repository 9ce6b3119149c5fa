async def ask_all(stations, keep):
    answers = {}
    for station in stations:
        try:
            answers[station] = await ask(station)
        except Exception:
            if not keep:
                raise
    return answers
