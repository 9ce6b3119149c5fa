async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    result, under_way = 0, {loop.run_in_executor(pool, read, name)}
    while under_way:
        done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        for future in done:
            size, parts = future.result()
            result += size
            under_way |= {loop.run_in_executor(pool, read, part) for part in parts}
    return result
