def primes_py():
    import asyncio
    import math
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        sieve = bytearray([1]) * limit
        sieve[:2] = b"\0\0"
        for n in range(2, math.isqrt(limit) + 1):
            if sieve[n]:
                sieve[n * n :: n] = bytes(len(range(n * n, limit, n)))
        return sum(sieve)

    def count_all(limits):
        with ProcessPoolExecutor(2) as pool:
            return list(pool.map(primes_below, limits))

    async def main():
        limits = 4000, 1000, 3000, 2000
        for pair in zip(limits, await asyncio.to_thread(count_all, limits)):
            print(*pair)

    if __name__ == "__main__":
        asyncio.run(main())
