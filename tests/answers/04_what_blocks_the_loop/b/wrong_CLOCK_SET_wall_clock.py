async def watch(every, limit, report):
    while True:
        due = time.time() + every
        await asyncio.sleep(every)
        late = time.time() - due
        if late > limit:
            report(late)
