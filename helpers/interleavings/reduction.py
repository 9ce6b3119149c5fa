"""Runs one schedule of each class of schedules that differ only in the order of independent steps.

The algorithm is source-DPOR (Abdulla, Aronis, Jonsson and Sagonas, "Optimal Dynamic Partial Order
Reduction", 2014, section 5): dynamic partial-order reduction (Flanagan and Godefroid, 2005) with
source sets in the place of persistent sets, and with sleep sets (Godefroid, 1996).

Dependent. Two steps are, if they are of one thread; if they touch the same place, and one of them
writes it (a lock is a place that acquire and release write, and a try in vain reads); or if one is
the end of a time limit, which comes when nobody else can go on and so depends on all the others.
Neighbours that are independent can be swapped: the state after both is the same, and neither
switches the other on or off. Schedules that such swaps turn into each other are one class (a
Mazurkiewicz trace); its members end in the same state, so one of them tells the outcome of all.

Nothing is missed. A schedule of another class has some pair of dependent steps in the other order.
Of such pairs it is enough to turn round those with nothing in between that orders them already (a
race); every other one contains a race. After each run, learn() makes sure that for each race some
thread is tried, at the node before its first step, that begins a run with the race turned round.
Then that run is made, its own races are looked for, and so on until no race is left. A node's
`wanted` is then a source set: whatever can follow, some thread in it may make the first step. Sleep
sets only leave out runs that would begin a class that has been begun already; a run that comes to
such a point is broken off (Redundant). Only where a thread tries for a lock in vain again and again
(Scheduler.tried_in_vain) is the end of a run no choice, and the search not complete.
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
    """A point of the run where somebody had to go next.

    enabled: the threads that could. chosen: the one that did, in the present run.
    wanted: those that must be tried from here; it grows to a source set.
    asleep: thread -> what its next step touches. Its next step, made here, would begin a class that
        was explored before the last steps; those were independent of it, so it need not be made.
    done: thread -> what its step touched, of those that were tried from here.
    """

    enabled: list[int]
    chosen: int
    wanted: set[int]
    asleep: dict[int, list]
    done: dict[int, list] = field(default_factory=dict)


def conflict(one: list, other: list) -> bool:
    """Whether two steps of different threads depend on each other.

    Each is a list of ((object, part), how). Part None is the whole object, and meets every part.
    """
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

    def __init__(self) -> None:
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
        """Those that sleep at a new node, which comes after the last step of the path.

        Whoever slept before that step, or was tried there first, sleeps on if it is independent of
        the step: in either order the two lead to the same state, and one order has been explored.
        A dependent step wakes it.
        """
        if not self.path:
            return {}
        node, touched = self.path[-1], self.scheduler.prints[len(self.path) - 1]
        candidates = {**node.asleep, **node.done}
        candidates.pop(node.chosen, None)
        return {i: prints for i, prints in candidates.items() if not conflict(prints, touched)}

    def learn(self, trace: Trace) -> None:
        """After a run: for each race, see to it that the other order is tried as well."""
        for early, late, who in trace.races():
            node = self.path[early]
            if len(node.wanted) == len(node.enabled):  # all are tried from here in any case
                continue
            # Any of these can begin a run in which `late` comes before `early`. If one of them is
            # wanted already, that run will be found below it; if one sleeps, it has been found.
            first = trace.initials(early, late, who)
            if first & node.wanted or first & node.asleep.keys():
                continue
            # One is enough. If none of them could go on here (each waited for a lock, or was not
            # started), trying everybody is the safe answer of Flanagan and Godefroid.
            able = [i for i in ([who] if who in first else sorted(first)) if i in node.enabled]
            node.wanted.update(able[:1] or node.enabled)

    def next_run(self) -> bool:
        """Prepare the next run; False if there is none.

        Depth first: a node is left when all that is wanted there was tried, or sleeps. Only then
        are its races complete, since every race is found in a run that goes through it.
        """
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
    """What happened before what in one run, as vector clocks (Mattern, 1989), and its races.

    A step happens before another if it is dependent and earlier, or through steps in between. The
    clock of a step gives for each thread its last step that happened before, or -1: so step `s`
    happened before step `t` if clocks[t][order[s]] >= s.

    order: the thread of each step. prints: what each step touches.
    waited: step -> the lock for which its thread had to wait.
    parents: thread -> (its starter or None, number of steps made when it was started).
    pending: thread -> the lock that it waits for at the end.
    """

    def __init__(
        self,
        order: list[int],
        prints: list[list],
        waited: dict[int, object],
        parents: dict[int, tuple[int | None, int]],
        pending: dict[int, object],
    ) -> None:
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
        if EVERYTHING in [key for key, _ in self.prints[step]]:
            earlier = self.all_before(step, who, clock)
        else:
            earlier = self.conflicting(step, who)
            self.note_races(step, who, earlier - {self.barrier}, clock)
            earlier |= {self.barrier} if self.barrier >= 0 else set()
        joined = list(clock)
        for other in earlier:
            joined = list(map(max, joined, self.clocks[other]))
        joined[who] = step
        self.remember(step, who)
        self.last[who] = joined
        return joined

    def all_before(self, step: int, who: int, clock: list[int]) -> set[int]:
        """The end of a time limit: every earlier step comes before, and all later ones after it.

        It races with none of them, since it could not have come while another could go on. But the
        lock that was waited for may have been free in between; then it could have been taken.
        """
        self.barrier = step
        if (lock := self.waited.get(step)) is not None:
            self.lock_race(step, who, lock, clock)
        return set(range(step))

    def conflicting(self, step: int, who: int) -> set[int]:
        """The last steps of other threads that this one depends on.

        Of each place the last write and the last reads are enough: what is earlier happened before
        these.
        """
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
        """Note what the step touches; a write hides the reads before it, which it depends on."""
        for (thing, part), how in self.prints[step]:
            place = self.places.setdefault(thing, {}).setdefault(part, [-1, {}])
            if how == "read":
                place[1][who] = step
            else:
                place[0], place[1] = step, {} if place[0] != step else place[1]
            if how == "acquire":
                self.acquired.setdefault(thing, []).append(step)

    def note_races(self, step: int, who: int, earlier: set[int], clock: list[int]) -> None:
        """The steps that could as well have come after this one.

        Not those that happened before for another reason: since the thread knew of them already
        (its clock has them), or since they come before another step that this one depends on.
        """
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

    def only_releases(self, step: int, lock: object) -> bool:
        """Whether a step released the lock that it held before: until then nobody could take it.

        Who waited for the lock could not have come before that step, but only before the step that
        took the lock: lock_race() notes that one in its place.
        """
        hows = [how for (thing, _), how in self.prints[step] if thing == lock]
        return bool(hows) and hows[0] == "release"

    def lock_race(self, step: int, who: int, lock: object, clock: list[int]) -> None:
        """Who waited for a lock could have been earlier than the last that took it.

        That holds too if it never got it: `step` is then one after the last.
        """
        taken = [s for s in self.acquired.get(lock, ()) if self.order[s] != who]
        if taken and clock[self.order[taken[-1]]] < taken[-1]:
            if (taken[-1], step, who) not in self.found:
                self.found.append((taken[-1], step, who))

    def races(self) -> list[tuple[int, int, int]]:
        """(earlier step, later step, thread of the later one) of all races."""
        return self.found

    def initials(self, early: int, late: int, who: int) -> set[int]:
        """The threads that can begin, in the place of `early`, a run in which `late` comes first.

        That run makes the steps between the two that do not depend on `early`, and then `late`. Any
        step of these that depends on no other of them can be its first.
        """
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
