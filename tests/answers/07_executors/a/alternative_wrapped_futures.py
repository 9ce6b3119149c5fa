async def fetch_all(get, keys, limit):
    pool = ThreadPoolExecutor(limit)
    futures = [asyncio.wrap_future(pool.submit(get, key)) for key in keys]
    try:
        if futures:
            done, _ = await asyncio.wait(futures, return_when=asyncio.FIRST_EXCEPTION)
            for future in done:
                future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return [future.result() for future in futures]
