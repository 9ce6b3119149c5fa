async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    when = asyncio.ALL_COMPLETED if keep else asyncio.FIRST_EXCEPTION
    done, pending = await asyncio.wait(tasks, return_when=when)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    answers = {}
    for task in done:
        if not task.exception():
            answers[tasks[task]] = task.result()
        elif not keep:
            raise task.exception()
    return answers
