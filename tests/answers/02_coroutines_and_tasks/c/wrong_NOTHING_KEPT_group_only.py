async def ask_all(stations, keep):
    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items()}
