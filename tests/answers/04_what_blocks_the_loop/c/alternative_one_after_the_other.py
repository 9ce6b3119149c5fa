async def serve(orders, till):
    replies = []
    for order in orders:
        item = await asyncio.to_thread(fetch, order)
        replies.append(await asyncio.to_thread(till.book, item))
    return replies
