async def watch(every, limit, report):
    last = time.monotonic()
    while True:
        await asyncio.sleep(every)
        now = time.monotonic()
        if now - last - every > limit:
            report(now - last - every)
        last = now
