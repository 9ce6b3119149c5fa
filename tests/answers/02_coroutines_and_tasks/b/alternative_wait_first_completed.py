async def fetch_all(pages, k):
    tasks, under_way = [], set()
    for page in pages:
        if len(under_way) == k:
            _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        tasks.append(asyncio.create_task(fetch(page)))
        under_way.add(tasks[-1])
    return await asyncio.gather(*tasks)
