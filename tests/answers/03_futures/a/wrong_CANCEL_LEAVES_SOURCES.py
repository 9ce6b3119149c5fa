async def stop(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def first_good(sources):
    tasks = [asyncio.create_task(source()) for source in sources]
    for answer in asyncio.as_completed(tasks):
        try:
            value = await answer
        except Exception:
            continue
        await stop(tasks)
        return value
    raise LookupError("no source answered")
