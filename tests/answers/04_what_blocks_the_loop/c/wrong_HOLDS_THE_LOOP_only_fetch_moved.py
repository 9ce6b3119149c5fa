async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [till.book(item) for item in items]
