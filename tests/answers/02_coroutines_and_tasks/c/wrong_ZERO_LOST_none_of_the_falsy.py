async def ask_all(stations, keep):
    results = None
    if keep:
        results = await asyncio.gather(*map(ask, stations), return_exceptions=True)
        results = [None if isinstance(each, Exception) else each for each in results]
    else:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(ask(station)) for station in stations]
        results = [task.result() for task in tasks]
    return {station: each for station, each in zip(stations, results) if each}
