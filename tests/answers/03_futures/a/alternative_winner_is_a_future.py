async def first_good(sources):
    winner = asyncio.get_running_loop().create_future()

    def look(task):
        failed = task.cancelled() or task.exception()
        if not failed and not winner.done():
            winner.set_result(task.result())
        elif all(other.done() for other in tasks) and not winner.done():
            winner.set_exception(LookupError("every source failed"))

    tasks = [asyncio.create_task(source()) for source in sources]
    for task in tasks:
        task.add_done_callback(look)
    try:
        return await winner
    finally:
        winner.cancel()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
