async def total(pool, read, name):
    size, parts = await asyncio.wrap_future(pool.submit(read, name))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(total(pool, read, part)) for part in parts]
    return size + sum(task.result() for task in tasks)
