async def fetch_all(get, keys, limit):
    import threading

    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(100)
    places = threading.Semaphore(limit)

    def call(key):
        with places:
            return get(key)

    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, call, key) for key in keys))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
