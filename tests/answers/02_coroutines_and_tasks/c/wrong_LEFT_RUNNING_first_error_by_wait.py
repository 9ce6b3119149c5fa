async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    when = asyncio.ALL_COMPLETED if keep else asyncio.FIRST_EXCEPTION
    done, _ = await asyncio.wait(tasks, return_when=when)
    answers = {}
    for task in done:
        if task.exception() is None:
            answers[tasks[task]] = task.result()
        elif not keep:
            raise task.exception()
    return answers
