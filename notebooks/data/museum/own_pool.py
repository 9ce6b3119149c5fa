"""A job that waits for a job of its own pool."""

from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1, thread_name_prefix="pool")


def part():
    return "part"


def page():
    return f"page of {pool.submit(part).result()}"


def main():
    return pool.submit(page).result()


# The cure: only a thread outside of the pool waits for its jobs.


def page_of(found):
    return f"page of {found}"


def mended():
    found = pool.submit(part).result()
    return pool.submit(page_of, found).result()
