"""07.b: a sum over a tree, read by the threads of a pool that must not wait for each other."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.derived import idle
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, names, seconds
from helpers.grading.kit import Run, check, trial

from .pools import Pool

__all__ = ["CHECK"]

LONG = 100.0  # seconds in which any answer has ended
Tree = dict[str, tuple[int, list[str]]]  # a folder's own size, and the names of its parts

# One part holds nearly everything, the other takes long: whoever deals out whole parts, or waits
# until all parts of a level are read, leaves one of two threads without work.
WIDE: Tree = {
    "root": (1, ["a", "b"]),
    "a": (20, ["a1", "a2", "a3", "a4", "a5"]),
    "b": (4000, []),
    **{f"a{n}": (300, []) for n in range(1, 6)},
}


async def sum_of(run: Run, tree: Tree, threads: int, **takes: float | Exception) -> Any:
    """Call the answer with a pool of so many threads; a folder takes 1 s, or fails."""

    def outcome(name: str) -> Outcome:
        size, parts = tree[name]
        found = takes.get(name, 1.0)
        return gives((size, list(parts)), found) if isinstance(found, float) else fails(found, 1.0)

    pool, ready = Pool(threads), {}
    run.note(wanted=sum(size for size, _ in tree.values()), to_ask=list(tree), limit=threads)
    try:
        value = await run.call(pool, run.blocking("read", outcome), next(iter(tree)))
        calls = run.journal.calls()
        for call in calls:
            ready |= dict.fromkeys(tree[call.args[0]][1], call.end or 0.0)
        run.note(due=max((call.end or 0.0 for call in calls), default=0.0), folders=len(calls))
        run.note(idle=idle(calls, threads, ready))
        return value
    finally:
        pool.note(run)


@trial(rounds=3, horizon=LONG)
async def deep(run: Run) -> Any:
    """One in the other: six folders for two threads, then many for one; at last a drawn tree."""
    count, threads, near = ((6, 2, 1), (40, 1, 1), (25, 3, 5))[run.round]
    found = names(run.draw, count) if run.round else [f"d{n}" for n in range(count)]
    tree: Tree = {name: (10 ** min(n, 6), []) for n, name in enumerate(found)}
    for number, name in enumerate(found[1:], start=1):
        tree[run.draw.choice(found[max(0, number - near) : number])][1].append(name)
    takes = zip(found, seconds(run.draw, count, most=1.0), strict=True) if run.round else ()
    run.note(of=threads if near > 1 else 1)
    return await sum_of(run, tree, threads, **dict(takes))


@trial(rounds=2, horizon=LONG)
async def wide(run: Run) -> Any:
    """Folders with several parts each; every one has files of its own, then some have none."""
    empty = {name: (0, WIDE[name][1]) for name in ("root", "a", "a1", "a5") if run.round}
    run.note(of=2)
    return await sum_of(run, WIDE | empty, 2, b=3.0)


@trial(rounds=2, raises=True, horizon=LONG)
async def failing(run: Run) -> Any:
    """One folder cannot be read."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    return await sum_of(run, WIDE, 2, **{("a2", "root")[run.round]: error})


TASKS = """
    A job that waits keeps its thread. A task that waits keeps none.
    Let the pool's threads only read; whoever waits for the parts is a coroutine.
    total awaits one read in the pool, then total of all parts; nobody calls result()."""
WIDTH = """
    The threads are busy only if they are given work before you wait for earlier work.
    A folder's parts do not depend on each other: gather their totals.
    Call total for every part, and gather these coroutines, before you add up."""
GIVEN_POOL = """
    A larger pool, or one for each level, needs as many threads as there are folders.
    The pool's size is the caller's decision: the disk may handle no more.
    Read in the pool that you get, and let nobody in it wait for others."""
USED = "uses as many of them as there are"
IN_POOL = "in the threads of `pool`"

# fmt: off
CHECK = check(
    *(deep, wide, failing),
    rules=(
        usual.deadlock("deep wide failing", "at any depth and with any number of threads",
            code="STARVES", hints=TASKS),
        usual.closes_what_is_not_its_own("deep wide failing", "the pool is still open"),
        usual.wrong_thread("deep wide", IN_POOL),
        usual.blocks_the_loop("deep wide failing", "the event loop goes on", hints=TASKS),
        usual.not_in_the_pool("deep wide", IN_POOL, hints=GIVEN_POOL),
        usual.limit_ignored("deep wide", USED, hints=GIVEN_POOL),
        usual.returns_awaitable("deep", "returns the sum"),
        usual.done_twice("deep", "reads each folder once"),
        usual.zero_lost("wide", "a size may be 0"),
        usual.not_asked("deep wide", "reads each folder once"),
        usual.no_result("deep wide", "returns the sum"),
        usual.one_at_a_time("deep wide", USED, hints=WIDTH),
        usual.place_left_empty("deep wide", "no thread waits", code="IDLE_THREADS", hints=WIDTH,
            next="let each folder be a job of its own, begun once the one around it is read."),
        usual.too_late("deep wide", "as soon as the last folder is read", hints=WIDTH),
        usual.error_lost("failing", "what `read` raises comes out", wanted="{due_error}"),
    ),
    praise="folders six deep and 40 deep; {wide.folders} folders with two threads: done at "
    "{wide.took} s",
)
