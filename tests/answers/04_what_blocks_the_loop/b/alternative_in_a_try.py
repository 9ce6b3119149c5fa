async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    try:
        while True:
            due = loop.time() + every
            try:
                async with asyncio.timeout(every):
                    await asyncio.Event().wait()
            except TimeoutError:
                pass
            if loop.time() - due > limit:
                report(loop.time() - due)
    except asyncio.CancelledError:
        raise
