async def ask_all(stations, keep):
    answers, errors = {}, []

    async def ask_one(station):
        try:
            answers[station] = await ask(station)
        except Exception as error:
            errors.append(error)
            if not keep:
                raise

    try:
        async with asyncio.TaskGroup() as group:
            for station in stations:
                group.create_task(ask_one(station))
    except* Exception:
        pass
    if errors and not keep:
        raise errors[0]
    return answers
