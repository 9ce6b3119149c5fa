def serve_in_a_thread(orders, till):
    return [till.book(fetch(order)) for order in orders]


async def serve(orders, till):
    return await asyncio.to_thread(serve_in_a_thread, orders, till)
