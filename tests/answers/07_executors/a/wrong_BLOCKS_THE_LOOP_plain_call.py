async def fetch_all(get, keys, limit):
    async def fetch(key):
        return get(key)

    return await asyncio.gather(*(fetch(key) for key in keys))
