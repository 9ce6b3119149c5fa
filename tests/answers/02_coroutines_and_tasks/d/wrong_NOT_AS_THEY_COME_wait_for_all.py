async def store_in_time(cities, seconds):
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    done, late = await asyncio.wait(asking, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    for task in done:
        await store(asking[task], task.result())
    return [asking[task] for task in late]
