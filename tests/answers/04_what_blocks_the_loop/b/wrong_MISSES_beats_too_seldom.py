async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + 1
        await asyncio.sleep(1)
        late = loop.time() - due
        if late > limit:
            report(late)
