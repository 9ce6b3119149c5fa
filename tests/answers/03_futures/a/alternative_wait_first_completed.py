async def first_good(sources):
    waiting = tasks = {asyncio.create_task(source()) for source in sources}
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            good = [task for task in done if not task.exception()]
            if good:
                return good[0].result()
        raise LookupError("all failed")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
