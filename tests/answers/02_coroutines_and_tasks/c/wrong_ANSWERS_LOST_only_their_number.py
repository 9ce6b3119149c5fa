async def ask_all(stations, keep):
    if keep:
        results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
        return len([each for each in results if not isinstance(each, Exception)])
    async with asyncio.TaskGroup() as group:
        tasks = {station: group.create_task(ask(station)) for station in stations}
    return {station: task.result() for station, task in tasks.items()}
