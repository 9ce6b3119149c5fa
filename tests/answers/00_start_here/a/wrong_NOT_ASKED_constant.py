async def breakfast():
    await asyncio.sleep(3)
    return ["tea", "toast"]
