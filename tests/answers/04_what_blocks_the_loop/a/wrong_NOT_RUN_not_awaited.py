async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        program
    for stall in monitor.stalls:
        return stall.line.name, stall.line.line
