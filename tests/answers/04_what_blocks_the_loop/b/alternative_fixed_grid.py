async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    start = loop.time()
    while True:
        due = start + every * (int((loop.time() - start + 1e-6) / every) + 1)
        await asyncio.sleep(due - loop.time())
        late = loop.time() - due
        if late > limit:
            report(late)
