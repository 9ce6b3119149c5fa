async def ask_all(stations, keep):
    tasks = [asyncio.create_task(ask(station)) for station in stations]
    try:
        results = await asyncio.gather(*tasks, return_exceptions=keep)
    finally:
        for task in tasks:
            task.cancel()
        asyncio.gather(*tasks, return_exceptions=True)
    pairs = zip(stations, results)
    return {station: each for station, each in pairs if not isinstance(each, Exception)}
