"""Runs one schedule of each class of schedules that differ only in the order of independent steps.

Dynamic partial-order reduction with source sets and sleep sets (Flanagan and Godefroid, "Dynamic
Partial-Order Reduction for Model Checking Software", 2005; Abdulla, Aronis, Jonsson and Sagonas,
"Optimal Dynamic Partial Order Reduction", 2014). Two steps depend on each other if they touch the
same place and at least one of them writes it; acquiring and releasing a lock write it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.interleavings.errors import NotRepeatable
from helpers.interleavings.search import letters

__all__ = ["EVERYTHING", "ReducedSearch", "Redundant", "Trace", "linear_extensions"]

EVERYTHING = ("everything", None)  # touched by a step that depends on what all others do
MOST_STATES = 20_000


class Redundant(BaseException):
    """Whatever this run could still do, an earlier run has done."""


@dataclass
class Node:
    """A point of the run where somebody had to go next."""

    enabled: list[int]
    chosen: int
    wanted: set[int]  # must be tried from here
    asleep: dict[int, list]  # thread -> what its next step touches; already tried elsewhere
    done: dict[int, list] = field(default_factory=dict)  # tried from here


def conflict(one: list, other: list) -> bool:
    """Whether two steps depend on each other; each is a list of ((object, part), how)."""
    for (thing, part), how in one:
        for (thing2, part2), how2 in other:
            if thing == "everything" or thing2 == "everything":
                return True
            if thing == thing2 and (how != "read" or how2 != "read"):
                if part is None or part2 is None or part == part2:
                    return True
    return False


class ReducedSearch:
    """The strategy of explore(reduce=True); has what EverySchedule has."""

    complete = may_cut = True
    preemptions = None

    def __init__(self):
        self.path: list[Node] = []
        self.depth = 0
        self.scheduler = None  # set by the exploration: its .prints say what was touched

    def pick(self, enabled: list[int], current_first: bool) -> int:
        """As wanted on the path so far; beyond it, the first thread that is not asleep."""
        depth = self.depth
        self.depth += 1
        if depth < len(self.path):
            node = self.path[depth]
            if node.enabled != enabled:
                raise NotRepeatable(
                    f"after the same {depth} steps {letters(sorted(node.enabled))} could "
                    "go on once, "
                    f"and {letters(sorted(enabled))} another time"
                )
            return node.chosen
        asleep = self.still_asleep()
        awake = [i for i in enabled if i not in asleep]
        if not awake:
            raise Redundant
        self.path.append(Node(enabled, awake[0], {awake[0]}, asleep))
        return awake[0]

    def still_asleep(self) -> dict[int, list]:
        """Those asleep before the last step that are independent of it."""
        if not self.path:
            return {}
        node, touched = self.path[-1], self.scheduler.prints[len(self.path) - 1]
        candidates = {**node.asleep, **node.done}
        candidates.pop(node.chosen, None)
        return {i: prints for i, prints in candidates.items() if not conflict(prints, touched)}

    def learn(self, trace: Trace) -> None:
        """Find the races of a run: where the other order has to be tried as well."""
        for early, late, who in trace.races():
            node = self.path[early]
            if len(node.wanted) == len(node.enabled):  # all are tried from here in any case
                continue
            first = trace.initials(early, late, who)
            if first & node.wanted or first & node.asleep.keys():
                continue
            able = [i for i in ([who] if who in first else sorted(first)) if i in node.enabled]
            node.wanted.update(able[:1] or node.enabled)

    def next_run(self) -> bool:
        """Prepare the next run; False if there is none."""
        prints = self.scheduler.prints
        self.depth = 0
        while self.path:
            node = self.path[-1]
            if node.chosen not in node.done:
                node.done[node.chosen] = prints[len(self.path) - 1]
            left = node.wanted - node.done.keys() - node.asleep.keys()
            if left:
                node.chosen = min(left, key=node.enabled.index)
                return True
            self.path.pop()
        return False

    def rehearsed(self) -> None:
        """Forget the run that was just made."""
        self.path.clear()
        self.depth = 0


class Trace:
    """What happened before what in one run, as vector clocks.

    order: the thread of each step. prints: what each step touches.
    waited: step -> the lock without which it could not be made.
    parents: thread -> (its starter or None, number of steps made when it was started).
    pending: thread -> the lock that it waits for at the end.
    """

    def __init__(self, order, prints, waited, parents, pending):
        self.order, self.prints, self.waited = order, prints, waited
        self.pending, self.clocks, self.found = pending, [], []
        self.places: dict = {}  # object -> part -> [last write, {thread: last read}]
        self.acquired: dict = {}  # lock -> steps that acquired it
        self.barrier = -1
        self.parents = parents
        self.last: dict[int, list[int]] = {}  # thread -> its clock
        for step in range(len(order)):
            self.clocks.append(self.clock_of(step))
        for who, lock in pending.items():
            self.lock_race(len(order), who, lock, self.before(who))

    def before(self, who: int) -> list[int]:
        """The clock of a thread before its next step: for each thread the last step before."""
        if who not in self.last:
            parent, made = self.parents[who]
            started = parent is not None and made > 0
            self.last[who] = (
                list(self.clocks[made - 1]) if started and made <= len(self.clocks) else []
            )
            if not self.last[who]:
                self.last[who] = [-1] * len(self.parents)
        return self.last[who]

    def clock_of(self, step: int) -> list[int]:
        """Join the clock of the thread with those of the steps that this one depends on."""
        who, clock = self.order[step], self.before(self.order[step])
        everything = EVERYTHING in [key for key, _ in self.prints[step]]
        if everything:
            earlier = set(range(step))
            if (lock := self.waited.get(step)) is not None:
                self.lock_race(step, who, lock, clock)
        else:
            earlier = self.conflicting(step, who)
            self.note_races(step, who, earlier - {self.barrier}, clock)
        joined = list(clock)
        for other in earlier | ({self.barrier} if self.barrier >= 0 else set()):
            joined = list(map(max, joined, self.clocks[other]))
        joined[who] = step
        self.remember(step, who)
        if everything:
            self.barrier = step
        self.last[who] = joined
        return joined

    def conflicting(self, step: int, who: int) -> set[int]:
        """The last steps of other threads that this one depends on."""
        found = set()
        for (thing, part), how in self.prints[step]:
            known = self.places.get(thing)
            if known is None:
                continue
            for place in known if part is None else {part, None} & known.keys():
                write, reads = known[place]
                found.add(write)
                if how != "read":
                    found.update(reads.values())
        return {other for other in found if other >= 0 and self.order[other] != who}

    def remember(self, step: int, who: int) -> None:
        for (thing, part), how in self.prints[step]:
            place = self.places.setdefault(thing, {}).setdefault(part, [-1, {}])
            if how == "read":
                place[1][who] = step
            else:
                place[0], place[1] = step, {} if place[0] != step else place[1]
            if how == "acquire":
                self.acquired.setdefault(thing, []).append(step)

    def note_races(self, step: int, who: int, earlier: set[int], clock: list[int]) -> None:
        """The steps that could as well have come after this one, with nothing in between."""
        lock = self.waited.get(step)
        for other in earlier:
            owner = self.order[other]
            direct = clock[owner] < other and not any(
                self.clocks[between][owner] >= other for between in earlier if between != other
            )
            if direct and not (lock is not None and self.only_releases(other, lock)):
                self.found.append((other, step, who))
        if lock is not None:
            self.lock_race(step, who, lock, clock)

    def only_releases(self, step: int, lock) -> bool:
        """Whether a step released the lock that it held before: until then nobody could take it."""
        hows = [how for (thing, _), how in self.prints[step] if thing == lock]
        return bool(hows) and hows[0] == "release"

    def lock_race(self, step: int, who: int, lock, clock: list[int]) -> None:
        """Who waited for a lock could have been earlier than the last that took it."""
        taken = [s for s in self.acquired.get(lock, ()) if self.order[s] != who]
        if taken and clock[self.order[taken[-1]]] < taken[-1]:
            if (taken[-1], step, who) not in self.found:
                self.found.append((taken[-1], step, who))

    def races(self) -> list[tuple[int, int, int]]:
        """(earlier step, later step, thread of the later one) of all races."""
        return self.found

    def initials(self, early: int, late: int, who: int) -> set[int]:
        """The threads that can begin the same run without `early`, up to `late`."""
        culprit = self.order[early]
        kept = [s for s in range(early + 1, late) if self.clocks[s][culprit] < early]
        first: set[int] = set()
        for at, step in enumerate(kept):
            if not any(self.clocks[step][self.order[s]] >= s for s in kept[:at]):
                first.add(self.order[step])
        clock = self.clocks_before(who, late)
        if not any(clock[self.order[s]] >= s for s in kept):
            first.add(who)
        return first

    def clocks_before(self, who: int, late: int) -> list[int]:
        """What `late` depends on, without the step that it races with."""
        own = [s for s in range(late) if self.order[s] == who]
        clock = list(self.clocks[own[-1]]) if own else [-1] * len(self.parents)
        if late < len(self.order):
            for other in range(late):
                if conflict(self.prints[other], self.prints[late]):
                    clock[self.order[other]] = max(clock[self.order[other]], other)
        return clock


def linear_extensions(order: list[int], clocks: list[list[int]]) -> int | None:
    """How many schedules have the same order of dependent steps; None if counting takes too long.

    Counts the ways through the lattice of consistent cuts.
    """
    size = 1
    for who in set(order):
        size *= order.count(who) + 1
    if size > MOST_STATES:
        return None
    needs: list[int] = []  # of each step: those that come before it, as bits
    upto: list[int] = []  # of each step: it, and the earlier ones of its thread
    last: dict[int, int] = {}
    for step, who in enumerate(order):
        before = last.get(who, 0)
        last[who] = before | 1 << step
        upto.append(last[who])
        for other, latest in enumerate(clocks[step]):
            if other != who and latest >= 0:
                before |= upto[latest]
        needs.append(before)
    return count_ways(needs)


def count_ways(needs: list[int]) -> int:
    """Ways to take all steps; bit n of needs[step] says that step n must come before."""
    steps = [(1 << step, need, 1 << step | need) for step, need in enumerate(needs)]
    ways = {0: 1}  # steps taken, as bits -> ways to have come there
    for _ in steps:
        following: dict[int, int] = {}
        for taken, count in ways.items():
            for step, need, both in steps:
                if both & taken == need:  # what it needs is taken, and it is not
                    following[taken | step] = following.get(taken | step, 0) + count
        ways = following
    return sum(ways.values())
