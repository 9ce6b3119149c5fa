async def breakfast():
    return [await tea(), await toast()]
