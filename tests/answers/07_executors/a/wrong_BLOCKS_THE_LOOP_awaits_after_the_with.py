async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(limit) as pool:
        calls = [loop.run_in_executor(pool, get, key) for key in keys]
    return await asyncio.gather(*calls)
