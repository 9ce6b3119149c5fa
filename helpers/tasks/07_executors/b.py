"""07.b: a sum over a tree, read by the threads of a pool that must not wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.doubles import Outcome, blocking, fails, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

Tree = dict[str, tuple[int, list[str]]]

# Six folders, one in the other: deeper than any of the pools has threads.
CHAIN: Tree = {f"d{n}": (10**n, [f"d{n + 1}"] if n < 5 else []) for n in range(6)}
# One part holds nearly everything, the other takes long: whoever deals out whole parts, or waits
# until all parts of a level are read, leaves one of two threads without work.
WIDE: Tree = {
    "root": (1, ["a", "b"]),
    "a": (20, ["a1", "a2", "a3", "a4", "a5"]),
    "b": (4000, []),
    **{f"a{n}": (300, []) for n in range(1, 6)},
}
SECONDS = {"b": 3}  # all others take 1 s
TRIALS = {
    "deep": (CHAIN, 2, ""),
    "deep_one": (CHAIN, 1, ""),
    "wide": (WIDE, 2, ""),
    "failing": (WIDE, 2, "a2"),
}
BEST = 6.0  # seconds for WIDE with two threads that are never idle while there is work


class Trial:
    """One run of the answer: a tree, a pool of so many threads, perhaps a folder that fails."""

    def __init__(self, answer: Answer, tree: Tree, threads: int, broken: str) -> None:
        self.answer, self.tree, self.threads, self.broken = answer, tree, threads, broken
        self.journal, self.open = Journal(), False
        self.read = blocking(self.journal, "read", self._outcome)

    def _outcome(self, name: str) -> Outcome:
        seconds = SECONDS.get(name, 1)
        if name == self.broken:
            return fails(PermissionError(name), after=seconds)
        size, parts = self.tree[name]
        return gives((size, list(parts)), after=seconds)

    async def run(self) -> Any:
        """Run the answer; then see whether the pool takes another job."""
        pool = ThreadPoolExecutor(self.threads, thread_name_prefix="given")
        try:
            return await self.answer.value(pool, self.read, next(iter(self.tree)))
        finally:
            try:
                pool.submit(int)
                self.open = True
            except RuntimeError:
                self.open = False
            pool.shutdown(wait=False)

    def observed(self) -> dict[str, Any]:
        """Return what was seen."""
        facts = observe(self.answer, self.run, self.journal)
        reads, error = facts["calls"], facts["error"]
        names = [each["args"][0] for each in reads]
        wanted = sum(size for size, _ in self.tree.values())
        off_loop = [each for each in reads if not each["on_loop"]]
        return {
            "said": f"raised {error['type']}" if error else f"gave {facts['value']!r:.50}",
            "broken": bool(self.broken),
            "right": facts["value"] == wanted and not error,
            "total": wanted,
            "error": error,
            "starved": starved(facts["deadlock"] or []),
            "deadlock": bool(facts["deadlock"]),
            "trace": facts["trace"],
            "took": facts["took"],
            "most": facts["most"].get("read", 0),
            "reads": len(reads),
            "twice": next((name for name in names if names.count(name) > 1), ""),
            "elsewhere": sum(not each["thread"].startswith("given") for each in off_loop),
            "threads": self.threads,
            "blocked": longest(facts["blocked"]),
            "open": self.open,
        }


def starved(waits: list[dict[str, Any]]) -> str:
    """Say at which line of the learner's somebody waits, a thread of the pool if there is one."""
    waits = sorted(waits, key=lambda wait: not wait["who"].startswith("given"))
    lines = [wait["line"] for wait in waits if wait["line"]]
    return f"\nin your line: {lines[0]}" if lines else ""


def longest(blocked: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the wait that held the loop longest; None if none took time."""
    waits = [each for each in blocked if each["seconds"] > 0]
    return max(waits, key=lambda each: each["seconds"], default=None)


def gather_total(answer: Answer) -> dict[str, Any]:
    """Sum up trees that are deep and wide, with one thread and with two; let a folder fail."""
    facts: dict[str, Any] = {"error": None}
    for name, (tree, threads, broken) in TRIALS.items():
        seen = facts[name] = facts["last"] = Trial(answer, tree, threads, broken).observed()
        trace = seen.pop("trace")
        if not (broken and seen["error"]):  # as wanted; the run before tells more
            facts.update(trace=trace, error=seen["error"])
        if is_odd(seen):
            break  # the words of the verdict tell of the last trial
    return facts


def is_odd(seen: dict[str, Any]) -> bool:
    """Is there something in a trial that a rule will object to?"""
    wrong = not seen["right"] and not seen["broken"]
    strangers = seen["elsewhere"] or seen["most"] > seen["threads"]
    return (
        bool(seen["blocked"] or seen["deadlock"] or seen["twice"] or wrong or strangers)
        or not seen["open"]
    )


def error_types(trial: dict[str, Any]) -> list[str]:
    """Return the type of the error that reached the caller; of a group those in it."""
    error = trial["error"] or {"type": ""}
    return [each["type"] for each in error.get("inner", [error])]


TASK_HINTS = (
    "A job that waits keeps its thread. A task that waits keeps none.",
    "Let the pool's threads only read; whoever waits for the parts is a coroutine.",
    "total awaits one read in the pool, then total of all parts; nobody calls result().",
)
WIDTH_HINTS = (
    "The threads are busy only if they are given work before you wait for earlier work.",
    "A folder's parts do not depend on each other: gather their totals.",
    "Call total for every part, and gather these coroutines, before you add up.",
)

RULES = (
    Rule(
        "BLOCKS_THE_LOOP",
        lambda f: f.last and f.last["blocked"],
        seen="the loop stood still for {last[blocked][seconds]} s, in {last[blocked][call]}\n"
        "in your line: {last[blocked][line]}",
        wanted="a loop that goes on while threads read",
        next="read in the pool, and await what run_in_executor returns.",
        hints=(
            "read blocks the thread that calls it; result() blocks the one that asks.",
            "loop.run_in_executor(pool, f, x) calls f(x) in the pool, and can be awaited.",
            *TASK_HINTS[2:],
        ),
    ),
    Rule(
        "STARVES",
        lambda f: f.last and f.last["deadlock"],
        seen="folders six deep, a pool of {last[threads]}: {last[reads]} read, then all wait for "
        "each other{last[starved]}",
        wanted="a sum, with any number of threads and at any depth",
        next="let no job of the pool wait for another job of the pool.",
        hints=TASK_HINTS,
    ),
    Rule(
        "SHUTS_THE_POOL",
        lambda f: f.last and not f.last["open"],
        seen="after total, the pool was shut down",
        wanted="open: it was made by the caller, who goes on using it",
        next="do not end what you did not begin.",
        hints=(
            "Who makes a pool shuts it down; others only use it.",
            "`with pool:` shuts the pool down at its end, whoever made it.",
            "Take the with, or the shutdown, out.",
        ),
    ),
    Rule(
        "NOT_IN_THE_POOL",
        lambda f: f.last and (f.last["elsewhere"] or f.last["most"] > f.last["threads"]),
        seen="a pool of {last[threads]}: {last[elsewhere]} of {last[reads]} reads in threads that "
        "are not the pool's, at most {last[most]} at once",
        wanted="all reads in the pool that total was given, with the threads that it has",
        next="more threads starve a little later; read in the pool, and wait outside of it.",
        hints=(
            "A larger pool, or one for each level, needs as many threads as there are folders.",
            "The pool's size is the caller's decision: the disk may bear no more.",
            *TASK_HINTS[1:2],
        ),
    ),
    Rule(
        "READ_TWICE",
        lambda f: f.last and f.last["twice"],
        seen="{last[reads]} reads; {last[twice]!r} was read more than once",
        wanted="each folder is read once",
        next="keep what read returned: the size and the parts.",
        hints=(
            "Each read is slow, and it returns both things at once.",
            "The pair can be unpacked into two names.",
            "One read in each call of total, for its own name only.",
        ),
    ),
    Rule(
        "WRONG_TOTAL",
        lambda f: f.last and not (f.error or f.last["broken"] or f.last["right"]),
        seen="the sizes add up to {last[total]}; total {last[said]}",
        wanted="{last[total]}: each folder's own size, and those of all parts",
        next="look which sizes are left out, or what is not awaited.",
        hints=(
            "A folder's total is its own size and the totals of its parts.",
            "gather gives a list of totals; an empty list has the sum 0.",
            "Return the own size plus the sum over what gather returned.",
        ),
    ),
    Rule(
        "SEQUENTIAL",
        lambda f: f.wide and not f.error and f.wide["most"] == 1,
        seen="2 threads, 8 folders: never more than 1 read under way; done at {wide[took]} s",
        wanted="2 at once; done at 6.0 s",
        next="ask for all parts of a folder before you await the first of them.",
        hints=WIDTH_HINTS,
    ),
    Rule(
        "IDLE_THREADS",
        lambda f: f.wide and not f.error and f.wide["took"] > BEST,
        seen="2 threads, 8 folders: done at {wide[took]} s; a thread had no work for a while",
        wanted="done at 6.0 s: as long as there are folders to read, both threads read",
        next="let every folder be a job of its own, and begin its parts as soon as it is read.",
        hints=WIDTH_HINTS,
    ),
    Rule(
        "ERROR_HIDDEN",
        lambda f: f.failing and "PermissionError" not in error_types(f.failing),
        seen="read raised PermissionError for one folder; total {failing[said]}",
        wanted="the PermissionError, alone or in a group",
        next="let what read raises pass through.",
        hints=(
            "A sum without one of the folders is wrong, and nobody would know.",
            "An exception of a job comes out of its await, and gather passes it on.",
            "Take the except, or return_exceptions, away.",
        ),
    ),
)

CHECK = Check(
    gather_total,
    RULES,
    "folders six deep with one thread: {deep_one[reads]} read; 8 with two threads: done at "
    "{wide[took]} s",
)
