async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            return await answer
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
