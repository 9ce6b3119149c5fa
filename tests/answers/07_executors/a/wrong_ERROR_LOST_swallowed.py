async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)

    def call(key):
        try:
            return get(key)
        except Exception as error:
            print(error)

    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, call, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
