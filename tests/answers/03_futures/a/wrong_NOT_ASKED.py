async def first_good(sources):
    return sources[0]
