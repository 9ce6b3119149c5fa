def primes_py():
    import asyncio
    import functools
    from concurrent.futures import ProcessPoolExecutor

    SETTINGS = {}

    def set_up(first):
        SETTINGS["first"] = first

    def is_prime(number):
        return all(number % divisor for divisor in range(2, int(number**0.5) + 1))

    def primes_between(limit, *, step):
        return len([n for n in range(SETTINGS["first"], limit, step) if is_prime(n)])

    async def main():
        loop = asyncio.get_running_loop()
        limits = [4000, 1000, 3000, 2000]
        job = functools.partial(primes_between, step=1)
        with ProcessPoolExecutor(2, initializer=set_up, initargs=(2,)) as pool:
            calls = {limit: loop.run_in_executor(pool, job, limit) for limit in limits}
            for limit, call in calls.items():
                print(f"{limit} {await call}")

    if __name__ == "__main__":
        asyncio.run(main())
