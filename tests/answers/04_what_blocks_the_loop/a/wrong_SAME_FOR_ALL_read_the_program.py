async def find_blocker(program):
    await program()
    return "collect", "work(0.9)"
