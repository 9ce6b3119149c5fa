async def watched(program):
    async with Heartbeat(every=0.1, stall=0.1) as monitor:
        await program()
    return monitor.stalls


async def find_blocker(program):
    stalls = await asyncio.to_thread(asyncio.run, watched(program))
    worst = max(stalls, key=lambda stall: stall.seconds)
    return worst.line.name, worst.line.line
