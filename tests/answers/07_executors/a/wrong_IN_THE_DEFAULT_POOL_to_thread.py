async def fetch_all(get, keys, limit):
    return await asyncio.gather(*(asyncio.to_thread(get, key) for key in keys))
