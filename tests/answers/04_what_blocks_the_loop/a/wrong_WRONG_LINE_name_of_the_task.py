async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return "report", longest.line.line
