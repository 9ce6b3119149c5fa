async def ask_all(stations, keep):
    if not keep:
        async with asyncio.TaskGroup() as group:
            tasks = {station: group.create_task(ask(station)) for station in stations}
        return {station: task.result() for station, task in tasks.items()}
    tasks = {station: asyncio.create_task(ask(station)) for station in stations}
    answers = {}
    for station, task in tasks.items():
        try:
            answers[station] = await task
        except Exception:
            continue
    return answers
