async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]

    shields = [asyncio.shield(task) for task in tasks]
    try:
        for answer in asyncio.as_completed(shields):
            try:
                return await answer
            except Exception:
                continue
        raise LookupError("no source answered")
    finally:
        for shield in shields:
            shield.cancel()
        await asyncio.gather(*shields, return_exceptions=True)
