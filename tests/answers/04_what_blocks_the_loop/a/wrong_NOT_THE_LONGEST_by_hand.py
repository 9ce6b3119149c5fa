async def find_blocker(program):
    async with Heartbeat() as monitor:
        await program()
    return "mail", "work(0.15)"
