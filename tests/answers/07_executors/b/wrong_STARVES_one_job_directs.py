async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def direct(name):
        waiting, result = [name], 0
        while waiting:
            results = [pool.submit(read, each) for each in waiting]
            waiting = []
            for future in results:
                size, parts = future.result()
                result += size
                waiting += parts
        return result

    return await loop.run_in_executor(pool, direct, name)
