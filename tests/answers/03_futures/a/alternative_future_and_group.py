class Found(Exception):
    pass


async def first_good(sources):
    answers = []

    async def ask(source):
        try:
            answer = await source()
        except Exception:
            return
        answers.append(answer)
        raise Found

    try:
        async with asyncio.TaskGroup() as group:
            for source in sources:
                group.create_task(ask(source))
    except* Found:
        pass
    if not answers:
        raise LookupError("no good answer")
    return answers[0]
