async def first_good(sources):
    answers = []

    async def ask(source):
        try:
            answers.append(await source())
        except Exception:
            pass

    async with asyncio.TaskGroup() as group:
        for source in sources:
            group.create_task(ask(source))
    if not answers:
        raise LookupError("no source answered")
    return answers[0]
