def handle(order, till):
    return till.book(fetch(order))


async def serve(orders, till):
    return await asyncio.gather(*(asyncio.to_thread(handle, order, till) for order in orders))
