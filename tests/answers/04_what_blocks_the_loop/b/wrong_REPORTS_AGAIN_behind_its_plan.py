async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += every
        await asyncio.sleep(max(0, due - loop.time()))
        late = loop.time() - due
        if late > limit:
            report(late)
