async def ask_all(stations, keep):
    tasks = []

    async def ask_one(station):
        try:
            return station, await ask(station)
        except Exception:
            if not keep:
                for task in tasks:
                    task.cancel()

    tasks += [asyncio.create_task(ask_one(station)) for station in stations]
    try:
        return dict(pair for pair in await asyncio.gather(*tasks) if pair)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
