from collections import Counter


async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    lines = Counter((stall.line.name, stall.line.line) for stall in monitor.stalls)
    return lines.most_common(1)[0][0]
