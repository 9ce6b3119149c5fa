import course_probe; course_probe.imported(__name__)
import asyncio
from concurrent.futures import ProcessPoolExecutor

def primes_below(limit):
    return sum((all((n % d for d in range(2, int(n ** 0.5) + 1))) for n in range(2, limit)))

async def main(limits):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2) as pool:
        jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
        counts = await asyncio.gather(*jobs)
    for limit, count in zip(limits, counts, strict=True):
        print(limit, count)
if __name__ == '__main__':
    asyncio.run(main([4000, 1000, 3000, 2000]))