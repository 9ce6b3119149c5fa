async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    due = loop.time() + every
    await asyncio.sleep(every)
    late = loop.time() - due
    if late > limit:
        report(late)
