async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    file = program.__code__.co_filename
    own = [frame for frame in longest.frames if frame.filename == file]
    return own[0].name, own[0].line
