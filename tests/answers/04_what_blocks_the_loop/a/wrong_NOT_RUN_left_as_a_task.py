async def find_blocker(program):
    task = asyncio.create_task(program())
    await asyncio.sleep(0)
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        pass
    stalls = monitor.stalls or [None]
    return stalls[0] and (stalls[0].line.name, stalls[0].line.line)
