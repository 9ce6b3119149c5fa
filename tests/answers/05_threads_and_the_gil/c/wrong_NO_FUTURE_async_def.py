import asyncio


async def submit(pool, function, *args, **kwargs):
    return await asyncio.to_thread(function, *args, **kwargs)
