async def store_in_time(cities, seconds):
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    async with asyncio.TaskGroup() as group:

        def begin_store(task):
            if not task.cancelled():
                group.create_task(store(asking[task], task.result()))

        for task in asking:
            task.add_done_callback(begin_store)
        try:
            done, late = await asyncio.wait(asking, timeout=seconds)
            for task in late:
                task.cancel()
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
    return [asking[task] for task in late]
