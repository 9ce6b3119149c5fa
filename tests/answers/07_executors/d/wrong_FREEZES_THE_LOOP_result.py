def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        with ProcessPoolExecutor(2) as pool:
            jobs = [pool.submit(primes_below, limit) for limit in limits]
            for limit, job in zip(limits, jobs):
                print(limit, job.result())

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))
