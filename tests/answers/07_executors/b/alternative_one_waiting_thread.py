def add_up(pool, read, name):
    from concurrent.futures import FIRST_COMPLETED, wait

    result, under_way = 0, {pool.submit(read, name)}
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            size, parts = future.result()
            result += size
            under_way |= {pool.submit(read, part) for part in parts}
    return result


async def total(pool, read, name):
    # The waiting is done in a thread of another pool.
    return await asyncio.to_thread(add_up, pool, read, name)
