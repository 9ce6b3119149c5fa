def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    LIMITS = [4000, 1000, 3000, 2000]
    POOL = ProcessPoolExecutor(2)
    JOBS = [POOL.submit(primes_below, limit) for limit in LIMITS]

    async def main():
        for limit, job in zip(LIMITS, JOBS):
            print(limit, await asyncio.wrap_future(job))
        POOL.shutdown()

    if __name__ == "__main__":
        asyncio.run(main())
