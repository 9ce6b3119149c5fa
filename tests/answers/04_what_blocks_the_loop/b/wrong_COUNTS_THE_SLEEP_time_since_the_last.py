async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(every)
        gap = loop.time() - before
        if gap > limit:
            report(gap)
