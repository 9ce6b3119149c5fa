async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    done, sizes, open_jobs = loop.create_future(), [], 1

    def finished(result, error):
        nonlocal open_jobs
        if done.done():
            return
        if error:
            done.set_exception(error)
            return
        size, parts = result
        sizes.append(size)
        open_jobs += len(parts) - 1
        for part in parts:
            pool.submit(job, part)
        if not open_jobs:
            done.set_result(sum(sizes))

    def job(name):
        try:
            result, error = read(name), None
        except Exception as raised:
            result, error = None, raised
        loop.call_soon_threadsafe(finished, result, error)

    pool.submit(job, name)
    return await done
