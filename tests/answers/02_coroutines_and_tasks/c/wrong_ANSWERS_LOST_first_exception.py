async def ask_all(stations, keep):
    tasks = {asyncio.create_task(ask(station)): station for station in stations}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        errors = [task.exception() for task in done if task.exception()]
        if errors and not keep:
            raise errors[0]
        return {tasks[task]: task.result() for task in done if not task.exception()}
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
