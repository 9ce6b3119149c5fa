"""Prints a table of other people's suites, without and with us: `python -m tests.peers [ROW ...]`.

A test whose outcomes differ is run once more on both sides, and counts if they differ again.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.peers.harness import Outcome, outcomes
from tests.peers.suites import LIBRARIES, fetch

ASYNCIO = "tasks futures locks queues taskgroups timeouts runners threads waitfor"
SLEEPING = "locks queues taskgroups timeouts threads waitfor"
THREADS = ["test.test_threading", "test.test_queue"]
LOCKS = "Lock PyRLock CRLock Event ConditionAsRLock Condition Semaphore BoundedSemaphore Barrier"


def modules(names: str) -> list[str]:
    """Those of asyncio's tests."""
    return [f"test.test_asyncio.test_{name}" for name in names.split()]


class Row(NamedTuple):
    """A suite, and the commands that run a side of it."""

    name: str
    without: list[str]
    ours: list[str]


def standard(name: str, without: str, ours: str, names: list[str]) -> Row:
    """A row of the standard library's tests."""
    child = ["tests.peers.standard"]
    return Row(name, [*child, without, ",".join(names)], [*child, ours, ",".join(names)])


STANDARD = [
    standard("recorder: asyncio", "plainly", "recorded", modules(ASYNCIO)),
    standard("recorder: threads", "plainly", "recorded", THREADS),
    standard("virtual time: asyncio", "in_a_thread", "in_virtual_time", modules(SLEEPING)),
    standard("virtual time: threads", "in_a_thread", "in_virtual_time", THREADS),
    standard("virtual time: runners", "plainly", "in_virtual_time", modules("runners")),
    standard(
        "explorer: threads",
        "in_another_thread",
        "explored",
        [*(f"test.test_threading.{name}Tests" for name in LOCKS.split()), "test.test_queue"],
    ),
]
BRIDGES = {"anyio": "anyio: LoopThread", "janus": "janus: ThreadQueue"}


def rows(wanted: list[str], folder: Path) -> Iterator[Row]:
    """The rows whose name begins with one of `wanted`, or all; sources go into `folder`."""

    def asked(name: str) -> bool:
        return not wanted or name.startswith(tuple(wanted))

    yield from (row for row in STANDARD if asked(row.name))
    for library in LIBRARIES:
        if asked(BRIDGES[library]):
            name = f"{BRIDGES[library]} ({library} {fetch(library, folder)})"
            child = ["tests.peers.suites", library]
            yield Row(name, [*child, "theirs", str(folder)], [*child, "ours", str(folder)])


def compared(row: Row) -> tuple[int, dict[str, tuple[Outcome, Outcome]]]:
    """How many tests of a row were run, and the two outcomes of each that has changed."""
    before, now = outcomes(row.without), outcomes(row.ours)
    changed = {}
    for index, name in enumerate(before):
        if before[name].word == now[name].word:
            continue
        again = [outcomes(side, index, 1)[name] for side in (row.without, row.ours)]
        if again[0].word != again[1].word:
            changed[name] = tuple(again)
    return len(before), changed


def main() -> None:
    """Print a line for each row, and one for each changed test below it."""
    print(f"Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(sys.argv[1:], Path(folder)):
            run, changed = compared(row)
            print(f"{row.name}: {run} run, {run - len(changed)} same, {len(changed)} changed")
            for name, (before, now) in changed.items():
                print(f"    {name}: {before.word} → {now.word}  {now.why}", flush=True)


if __name__ == "__main__":
    main()
