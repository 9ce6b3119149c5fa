async def first_good(sources):
    for source in sources:
        try:
            return await source()
        except Exception:
            continue
    raise LookupError("no source answered")
