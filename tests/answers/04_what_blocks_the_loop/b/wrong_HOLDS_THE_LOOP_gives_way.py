async def watch(every, limit, report):
    while True:
        before = time.monotonic()
        time.sleep(every)
        await asyncio.sleep(0)
        late = time.monotonic() - before - every
        if late > limit:
            report(late)
