async def find_blocker(program):
    monitor = Heartbeat(every=0.01, stall=0.3)
    monitor.start(asyncio.get_running_loop())
    try:
        await asyncio.create_task(program())
    finally:
        monitor.stop()
    *_, last = sorted(monitor.stalls, key=lambda stall: stall.seconds)
    return [last.line.name, last.line.line]
