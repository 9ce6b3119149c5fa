async def serve(orders, till):
    replies = []
    for order in orders:
        replies.append(till.book(fetch(order)))
        await asyncio.sleep(0)
    return replies
