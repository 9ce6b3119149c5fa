async def ask_all(stations, keep):
    tasks = {station: asyncio.create_task(ask(station)) for station in stations}
    errors = []
    try:
        await asyncio.gather(*tasks.values(), return_exceptions=keep)
    except BaseException as error:
        errors.append(error)
    for task in tasks.values():
        task.cancel()
    results = await asyncio.gather(*tasks.values(), return_exceptions=True)
    if errors and isinstance(errors[0], Exception):
        raise errors[0]
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, BaseException)}
