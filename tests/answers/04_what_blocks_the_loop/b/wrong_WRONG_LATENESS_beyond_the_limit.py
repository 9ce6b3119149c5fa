async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every + limit
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > 0:
            report(min(late, 0.1))
