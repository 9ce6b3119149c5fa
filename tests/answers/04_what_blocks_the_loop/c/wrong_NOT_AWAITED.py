async def serve(orders, till):
    return [asyncio.to_thread(till.book, fetch) for order in orders]
