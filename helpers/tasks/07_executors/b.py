"""07.b: a sum over a tree, read by the threads of a pool that must not wait for each other."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, names, seconds
from helpers.grading.kit import Run, check, trial

from .pools import Pool, idle, idle_threads

__all__ = ["CHECK"]

LONG = 400.0  # seconds in which any answer has ended
Tree = dict[str, tuple[int, list[str]]]  # a folder's own size, and the names of its parts

# One part holds nearly everything, the other takes long: whoever deals out whole parts, or waits
# until all parts of a level are read, leaves one of two threads without work.
WIDE: Tree = {
    "root": (1, ["a", "b"]),
    "a": (20, ["a1", "a2", "a3", "a4", "a5"]),
    "b": (4000, []),
    **{f"a{n}": (300, []) for n in range(1, 6)},
}


def chain(run: Run, depth: int) -> Tree:
    """Return folders one in the other; in round 0 the sum tells which of them are missing."""
    found = [f"d{n}" for n in range(depth)] if run.round == 0 else names(run.draw, depth)
    sizes = [10**n if run.round == 0 else run.draw.randrange(1, 99) for n in range(depth)]
    parts = [[name] for name in found[1:]] + [[]]
    return dict(zip(found, zip(sizes, parts, strict=True), strict=True))


def drawn(run: Run, count: int) -> Tree:
    """Return folders of which each lies in one that is drawn from the first few before it."""
    found = names(run.draw, count)
    tree: Tree = {name: (run.draw.randrange(1, 99), []) for name in found}
    for number, name in enumerate(found[1:], start=1):
        tree[run.draw.choice(found[max(0, number - 5) : number])][1].append(name)
    return tree


class Disk:
    """Folders that take so many seconds to read (otherwise 1), of which some may fail."""

    def __init__(self, run: Run, tree: Tree, takes: dict[str, float], **broken: Exception) -> None:
        self.run, self.tree, self.takes, self.broken = run, tree, takes, broken
        self.read = run.blocking("read", self._outcome)

    def _outcome(self, name: str) -> Outcome:
        after = self.takes.get(name, 1.0)
        if name in self.broken:
            return fails(self.broken[name], after)
        size, parts = self.tree[name]
        return gives((size, list(parts)), after)

    async def total(self, threads: int) -> Any:
        """Call the answer with a pool of so many threads; note what it made of it."""
        pool, first = Pool(threads), next(iter(self.tree))
        try:
            value = await self.run.call(pool, self.read, first)
            sizes = [size for size, _ in self.tree.values()]
            self.run.note(wanted=sum(sizes), to_ask=list(self.tree), took=self.run.now())
            self._note_times(threads)
            return value
        finally:
            pool.noted(self.run)
            self.run.note(limit=threads)

    def _note_times(self, threads: int) -> None:
        calls = self.run.journal.calls()
        ends = {call.args[0]: call.end or 0.0 for call in calls}
        ready = {part: ends.get(name, 0.0) for name in self.tree for part in self.tree[name][1]}
        due = max(ends.values(), default=0.0)
        self.run.note(idle=idle(calls, threads, ready), due=due, of=threads, folders=len(calls))


@trial(rounds=2, horizon=LONG)
async def deep(run: Run) -> Any:
    """One in the other: six folders for two threads, then many for one."""
    depth, threads = ((6, 2), (40, 1))[run.round]
    return await Disk(run, chain(run, depth), {}).total(threads)


@trial(rounds=3, horizon=LONG)
async def wide(run: Run) -> Any:
    """Folders with several parts each."""
    if run.round == 0:
        return await Disk(run, WIDE, {"b": 3.0}).total(threads=2)
    tree = drawn(run, 25 * run.round)
    takes = dict(zip(tree, seconds(run.draw, len(tree)), strict=True))
    return await Disk(run, tree, takes).total(threads=1 + run.round)


@trial(rounds=2)
async def sizes(run: Run) -> Any:
    """Every folder has a file of its own; then some have none."""
    tree = {name: (size * (run.round == 0), parts) for name, (size, parts) in WIDE.items()}
    return await Disk(run, {**tree, "b": WIDE["b"], "a3": WIDE["a3"]}, {}).total(threads=2)


@trial(rounds=3, raises=True, horizon=LONG)
async def failing(run: Run) -> Any:
    """One folder cannot be read."""
    error, at = errors(run.draw, 1)[0], ("a2", "root", "b")[run.round]
    run.note(due_error=type(error).__name__)
    return await Disk(run, WIDE, {}, **{at: error}).total(threads=2)


TASKS = """
    A job that waits keeps its thread. A task that waits keeps none.
    Let the pool's threads only read; whoever waits for the parts is a coroutine.
    total awaits one read in the pool, then total of all parts; nobody calls result()."""
WIDTH = """
    The threads are busy only if they are given work before you wait for earlier work.
    A folder's parts do not depend on each other: gather their totals.
    Call total for every part, and gather these coroutines, before you add up."""
SUM = """
    A folder's total is its own size and the totals of its parts.
    gather gives a list of totals; an empty list has the sum 0.
    Return the own size plus the sum over what gather returned."""
GIVEN_POOL = """
    A larger pool, or one for each level, needs as many threads as there are folders.
    The pool's size is the caller's decision: the disk may bear no more.
    Read in the pool that you get, and let nobody in it wait for others."""
USED = "uses as many of them as there are"
IN_POOL = "in the threads of `pool`"

# fmt: off
CHECK = check(
    *(deep, wide, sizes, failing),
    rules=(
        usual.deadlock("deep wide failing", "at any depth and with any number of threads",
            code="STARVES", hints=TASKS),
        usual.closes_what_is_not_its_own("deep wide failing", "the pool is still open"),
        usual.wrong_thread("deep wide", IN_POOL),
        usual.blocks_the_loop("deep wide failing", "the event loop goes on", hints=TASKS),
        usual.not_in_the_pool("deep wide", IN_POOL, hints=GIVEN_POOL),
        usual.limit_ignored("wide", USED, hints=GIVEN_POOL),
        usual.returns_awaitable("deep", "returns the sum"),
        usual.done_twice("deep", "reads each folder once"),
        usual.not_asked("deep wide", "reads each folder once", hints=SUM),
        usual.zero_lost("sizes", "a size may be 0", hints=SUM),
        usual.no_result("deep wide", "returns the sum", hints=SUM),
        usual.one_at_a_time("wide", USED, hints=WIDTH),
        idle_threads("wide", "no thread waits",
            next="let every folder be a job of its own, and begin its parts as soon as it is read.",
            hints=WIDTH),
        usual.too_late("deep wide", "as soon as the last folder is read", hints=WIDTH),
        usual.error_lost("failing", "what `read` raises comes out", wanted="{due_error}"),
    ),
    praise="folders six deep and 40 deep; {wide.folders} folders with two threads: done at "
    "{wide.took} s",
)
