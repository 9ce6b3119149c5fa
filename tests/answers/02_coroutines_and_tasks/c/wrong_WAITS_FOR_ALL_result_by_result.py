async def ask_all(stations, keep):
    answers = {}

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception as error:
            return error

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask_one(station)) for station in stations]
    errors = [task.result() for task in tasks if task.result()]
    if errors and not keep:
        raise errors[0]
    return answers
