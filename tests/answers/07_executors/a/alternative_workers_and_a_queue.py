async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    results = {}
    waiting = iter(keys)

    async def work():
        for key in waiting:
            results[key] = await loop.run_in_executor(pool, get, key)

    workers = [asyncio.ensure_future(work()) for _ in range(limit)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        pool.shutdown(wait=False)
    return [results[key] for key in keys]
