async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    start, beats = loop.time(), 0
    while True:
        await asyncio.sleep(every)
        beats += 1
        late = loop.time() - start - beats * every
        if late > limit:
            report(late)
