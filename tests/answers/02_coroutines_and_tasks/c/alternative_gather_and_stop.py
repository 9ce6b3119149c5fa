async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    try:
        results = await asyncio.gather(*tasks, return_exceptions=keep)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    named = zip(stations, results)
    return {station: each for station, each in named if not isinstance(each, Exception)}
