"""Which thread goes next: every combination of choices in turn, or the order that you dictate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from helpers.interleavings.errors import ExplorationError, NotRepeatable

__all__ = ["LETTERS", "DictatedOrder", "EverySchedule", "Search", "letters"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(order: Iterable[int]) -> str:
    """Threads by number, as text: [0, 1, 1] is "ABB"."""
    return "".join([LETTERS[i] for i in order])


class Search(Protocol):
    """Which schedules an exploration runs, one after another.

    complete: whether no schedule is left when next_run() says so.
    may_cut: whether chance may end a run whose threads try for locks in vain again and again.
    """

    complete: bool
    may_cut: bool

    def pick(self, enabled: list[int], current_first: bool) -> int:
        """Return who goes next; the first of `enabled` had the turn, if current_first."""

    def next_run(self) -> bool:
        """Prepare the next run; return False if there is none."""

    def rehearsed(self) -> None:
        """Forget the run that was just made."""


class EverySchedule:
    """Depth-first search over all sequences of choices, one run at a time.

    A run is repeated up to its last choice that has an alternative left, takes that, and goes on
    with first alternatives (stateless model checking; Godefroid, "Model Checking for Programming
    Languages using VeriSoft", 1997).

    preemptions: how often a run may take the turn from a thread that could have gone on; None is
        any number (Musuvathi and Qadeer, "Iterative Context Bounding", 2007).
    """

    complete = may_cut = True

    def __init__(self, preemptions: int | None = None) -> None:
        self.preemptions = preemptions
        self.trail: list[list] = []  # [the threads that could go on, which of them did]
        self.depth = self.used = 0

    def pick(self, enabled: list[int], current_first: bool) -> int:
        """One of `enabled`; the first of them is the thread that had the turn, if current_first."""
        if self.preemptions is not None and current_first and self.used >= self.preemptions:
            return enabled[0]
        if len(enabled) == 1:
            return enabled[0]
        if self.depth == len(self.trail):
            self.trail.append([enabled, 0])
        known, index = self.trail[self.depth]
        if known != enabled:
            raise NotRepeatable(
                f"after the same {self.depth} choices thread {letters(known)[0]} could go on once, "
                f"and thread {letters(enabled)[0]} another time"
                if known[0] != enabled[0]
                else f"after the same {self.depth} choices {letters(sorted(known))} could go on "
                f"once, and {letters(sorted(enabled))} another time"
            )
        self.depth += 1
        self.used += current_first and index > 0
        return enabled[index]

    def next_run(self) -> bool:
        """Prepare the next combination; False when all have been tried."""
        del self.trail[self.depth :]
        self.depth = self.used = 0
        while self.trail:
            self.trail[-1][1] += 1
            if self.trail[-1][1] < len(self.trail[-1][0]):
                return True
            self.trail.pop()
        return False

    def rehearsed(self) -> None:
        """Forget the run that was just made: it will be made again."""
        self.depth = self.used = 0


class DictatedOrder:
    """Not a search: the turns as a person wrote them, for example "AABBBA"."""

    complete = may_cut = False

    def __init__(self, order: str) -> None:
        wrong = sorted({letter for letter in order if letter not in LETTERS})
        if wrong or not order:
            raise ValueError(
                f"order={order!r} is no schedule: write one capital letter per step, A "
                "for the first "
                'function, B for the second, as in order="AABBBA"'
            )
        self.order = order
        self.rehearsed()

    def pick(self, enabled: list[int], current_first: bool) -> int:
        """The thread that the order names next; without one, any that can go on."""
        step, self.step = self.step, self.step + 1
        if step >= len(self.order):
            return enabled[0]
        wanted = LETTERS.index(self.order[step])
        if wanted not in enabled:
            raise ExplorationError(
                f"step {step + 1} of order={self.order!r} is {self.order[step]}, but "
                f"{self.order[step]} "
                f"cannot run there: it is blocked, or has ended, or does not exist. After "
                f"{self.order[:step] or 'the start'} you can choose "
                f"{' or '.join(letters(sorted(enabled)))}"
            )
        return wanted

    def next_run(self) -> bool:
        """There is only one."""
        return False

    def rehearsed(self) -> None:
        """Begin again."""
        self.step = 0

    def remarks(self) -> list[str]:
        """What to tell about an order that does not fit the run."""
        if self.step > len(self.order):
            return [
                f"note: the order ends after step {len(self.order)}; the rest was run "
                "with as few switches "
                "as possible"
            ]
        if self.step < len(self.order):
            return [
                f"note: the run has only {self.step} steps; the letters after that were not used"
            ]
        return []
