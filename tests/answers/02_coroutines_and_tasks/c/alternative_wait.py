async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    when = asyncio.ALL_COMPLETED if keep else asyncio.FIRST_EXCEPTION
    try:
        done, pending = await asyncio.wait(tasks, return_when=when)
        failed = [task for task in done if task.exception()]
        if failed and not keep:
            raise failed[0].exception()
        return {tasks[task]: task.result() for task in done if task not in failed}
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
