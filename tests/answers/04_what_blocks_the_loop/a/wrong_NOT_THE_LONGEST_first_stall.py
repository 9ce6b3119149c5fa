async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    first = monitor.stalls[0]
    return first.line.name, first.line.line
