async def beat(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(late)


async def watch(every, limit, report):
    task = asyncio.create_task(beat(every, limit, report))
    while not task.done():
        await asyncio.sleep(every)
