async def ask_all(stations, keep):
    async def ask_one(station):
        try:
            return await ask(station)
        except Exception:
            if not keep:
                raise

    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask_one(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items() if task.result()}
