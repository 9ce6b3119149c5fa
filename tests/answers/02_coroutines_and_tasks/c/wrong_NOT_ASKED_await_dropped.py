async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = ask(station)
        except Exception:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        for station in stations:
            group.create_task(ask_one(station))
    return answers
