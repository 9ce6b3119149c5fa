async def first_good(sources):
    for source in sources:
        task = asyncio.create_task(source())
        try:
            return await task
        except Exception:
            pass
    raise LookupError("no source answered")
