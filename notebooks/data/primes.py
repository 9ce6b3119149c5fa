"""Counts primes: work for a process, in a module, which a process can import."""


def count_primes(limit: int) -> int:
    """Return how many primes are below `limit`."""
    return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))
