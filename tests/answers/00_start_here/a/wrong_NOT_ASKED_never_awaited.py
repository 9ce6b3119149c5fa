async def breakfast():
    return [tea(), toast()]
