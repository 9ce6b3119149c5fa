async def call_in(pool, function, /, *args, **kwargs):
    return await asyncio.to_thread(function, *args, **kwargs)
