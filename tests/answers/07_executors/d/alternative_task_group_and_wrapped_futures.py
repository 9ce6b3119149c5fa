def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    NUMBERS = [4000, 1000, 3000, 2000]


    async def count(pool, limit):
        return await asyncio.wrap_future(pool.submit(primes_below, limit))


    async def main():
        pool = ProcessPoolExecutor(max_workers=2)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(count(pool, limit)) for limit in NUMBERS]
        finally:
            pool.shutdown()
        print("\n".join(f"{limit} {task.result()}" for limit, task in zip(NUMBERS, tasks)))


    if __name__ == "__main__":
        asyncio.run(main())
