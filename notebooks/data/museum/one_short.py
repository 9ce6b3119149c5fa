"""A barrier for three at which two arrive."""

import threading

start = threading.Barrier(3)


def run(number):
    shoes = ["red", "blue"][number]
    start.wait()
    return shoes


def main():
    runners = [threading.Thread(target=run, args=(n,), name=f"runner {n}") for n in range(3)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()


# The cure: whoever cannot come breaks the barrier, and those who wait get an error.


def run_or_abort(number, seen):
    try:
        run(number)
    except IndexError:
        start.abort()
    except threading.BrokenBarrierError:
        seen.append("BrokenBarrierError")


def mended():
    seen = []
    runners = [threading.Thread(target=run_or_abort, args=(n, seen)) for n in range(3)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    return seen
