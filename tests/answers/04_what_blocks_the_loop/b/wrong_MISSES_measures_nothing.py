async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(every)
        due = loop.time()
        late = loop.time() - due
        if late > limit:
            report(late)
