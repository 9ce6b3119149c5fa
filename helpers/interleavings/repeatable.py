"""Stands in for what differs from run to run without any schedule: addresses and hashes."""

from __future__ import annotations

import zlib

from helpers.interleavings.deadlock import parts
from helpers.interleavings.scheduler import HERE

__all__ = ["Numbers"]

MOST = 2_000  # objects that are numbered before a run
EACH = 1_000_000  # numbers that a thread has for the objects that it is the first to ask about


class Numbers:
    """Numbers the objects of one run; stands in for id(), whose addresses are new in each run.

    What setup() made is numbered before the threads start, so that no order of theirs can change
    it: a lock order by id() is the same order in every schedule, as it is in one process.
    """

    def __init__(self) -> None:
        self.known: dict = {}  # id of an object -> (its number, the object, which keeps it alive)
        self.given: dict = {}  # thread -> how many numbers it has given

    def __call__(self, thing: object) -> int:
        """id(thing)"""
        found = self.known.get(id(thing))
        if found is None:
            who = getattr(HERE, "index", -1) + 1
            self.given[who] = count = self.given.get(who, 0) + 1
            found = self.known[id(thing)] = (who * EACH + count, thing)
        return found[0]

    def hash(self, thing: object) -> int:
        """hash(thing)"""
        if isinstance(thing, str):
            return zlib.crc32(thing.encode("utf-8", "surrogatepass"))
        return self(thing) if type(thing).__hash__ is object.__hash__ else hash(thing)

    def number(self, state: object) -> None:
        """Number all that setup() has made: breadth first, in the order of attributes and items."""
        level, seen = [("", state)], set()
        while level and len(seen) < MOST:
            below = []
            for _, thing in level:
                if id(thing) not in seen and not isinstance(thing, type):
                    seen.add(id(thing))
                    self(thing)
                    below += parts("", thing)
            level = below

    def give_hashes(self, namespace: dict, module: str) -> None:
        """Let the classes that a module defines hash their objects by number, not by address."""
        for cls in namespace.values():
            own = isinstance(cls, type) and cls.__module__ == module
            if own and cls.__hash__ is object.__hash__:
                cls.__hash__ = lambda thing: self(thing)
