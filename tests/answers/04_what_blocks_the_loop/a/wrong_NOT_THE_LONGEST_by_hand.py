async def find_blocker(program):
    async with Heartbeat() as monitor:
        await program()
    return "mail", "time.sleep(0.15)"
