async def ask_all(stations, keep):
    answers = {}
    for station in stations:
        try:
            async with asyncio.TaskGroup() as group:
                task = group.create_task(ask(station))
            answers[station] = task.result()
        except* Exception:
            if not keep:
                raise
    return answers
