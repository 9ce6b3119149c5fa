async def serve(orders, till):
    lock = asyncio.Lock()

    async def handle(order):
        item = await asyncio.to_thread(fetch, order)
        async with lock:
            return await asyncio.to_thread(till.book, item)

    return await asyncio.gather(*(handle(order) for order in orders))
