async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for task in tasks:
            try:
                return await task
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
