"""How much a run in virtual time may do before it is ended; a process may set limits of its own."""

from dataclasses import dataclass

__all__ = ["LIMITS", "Limits"]


@dataclass(frozen=True)
class Limits:
    """What ends a run: a thread that does not come back, or a busy wait.

    patience: real seconds for which a thread may compute or really wait.
    readings: of the clock, by one thread between two of its waits.
    iterations: of the loops at one instant.
    turns: of the threads at one instant.

    Honest programs stay far below; each limit is reached in about a second of real time.
    """

    patience: float = 10.0
    readings: int = 200_000
    iterations: int = 100_000
    turns: int = 50_000


LIMITS = Limits()  # of all runs that begin from now on; replace it to set others
