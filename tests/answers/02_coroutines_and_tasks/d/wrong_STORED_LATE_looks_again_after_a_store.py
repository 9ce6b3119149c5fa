async def store_in_time(cities, seconds):
    loop = asyncio.get_running_loop()
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    pending, deadline = set(asking), loop.time() + seconds
    try:
        while pending:
            left = max(0, deadline - loop.time())
            done, pending = await asyncio.wait(
                pending, timeout=left, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                break
            for task in done:
                await store(asking[task], task.result())
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
    return [asking[task] for task in pending]
