async def serve(orders, till):
    replies = []
    for first in asyncio.as_completed([asyncio.to_thread(fetch, order) for order in orders]):
        replies.append(await asyncio.to_thread(till.book, await first))
    return replies
