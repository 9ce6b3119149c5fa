async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        while loop.time() < due:
            await asyncio.sleep(0)
        late = loop.time() - due
        if late > limit:
            report(late)
