async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(late)
