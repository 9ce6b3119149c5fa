async def serve(orders, till):
    lock, replies = asyncio.Lock(), []
    for item in await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders)):
        async with lock:
            replies.append(await asyncio.to_thread(till.book, item))
    return replies
