async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        waiting = set(tasks)
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if not task.exception():
                    return task
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
