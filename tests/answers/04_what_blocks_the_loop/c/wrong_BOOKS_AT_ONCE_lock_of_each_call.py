async def handle(order, till):
    item = await asyncio.to_thread(fetch, order)
    async with asyncio.Lock():
        return await asyncio.to_thread(till.book, item)


async def serve(orders, till):
    return await asyncio.gather(*(handle(order, till) for order in orders))
