async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    try:
        for answer in asyncio.as_completed(tasks):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        await asyncio.gather(*tasks, return_exceptions=True)
