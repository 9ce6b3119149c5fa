"""One side of a row of the standard library's tests: `python -m tests.peers.standard SIDE MODULES`.

Each test runs within a test suite of its own, so that the fixtures of its class and module do too.
"""

import asyncio
import os
import sys
import threading
import traceback
import unittest
from collections.abc import Callable

from helpers.interleavings import explore
from helpers.timeline import Timeline
from helpers.virtual_time import run
from tests.peers.harness import Reporter

__all__ = ["SIDES"]

Call = Callable[[], object]


def plainly(call: Call) -> None:
    """As it is."""
    call()


def recorded(call: Call) -> None:
    """With the recorder on."""
    with Timeline():
        call()


def in_a_thread(call: Call) -> None:
    """In a thread of the default pool."""
    asyncio.run(asyncio.to_thread(call))


def in_virtual_time(call: Call) -> None:
    """In a thread of virtual time."""
    run(asyncio.to_thread(call))


def in_another_thread(call: Call) -> None:
    """In a thread."""
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def explored(call: Call) -> None:
    """In a thread of the explorer, in one order."""
    report = explore(list, lambda state: call(), limit=1, patience=20, max_steps=1_000_000)
    if report.failed:
        raise report.raised or AssertionError(str(report.shown.why))


SIDES = {
    side.__name__: side
    for side in (plainly, recorded, in_a_thread, in_virtual_time, in_another_thread, explored)
}


def tests_of(modules: list[str]) -> list[unittest.TestCase]:
    """All tests of the modules; `module.Class` stands for those of a class."""
    todo, found = [unittest.defaultTestLoader.loadTestsFromNames(modules)], []
    while todo:
        test = todo.pop(0)
        if isinstance(test, unittest.TestSuite):
            todo[:0] = list(test)
        else:
            found.append(test)
    return found


def outcome_of(test: unittest.TestCase, side: Callable[[Call], None]) -> tuple[str, str]:
    """Run a test; return a word, and for a failure the error in one line."""
    results = []

    def call() -> None:
        results.append(unittest.TestResult())
        again = type(test)(test._testMethodName)
        unittest.TestSuite([again]).run(results[-1])

    try:
        side(call)
    except BaseException as error:
        return "failed", traceback.format_exception_only(error)[-1].strip()
    result = results[-1]
    bad = [text for _, text in (*result.errors, *result.failures)]
    if bad:
        return "failed", bad[0].strip().splitlines()[-1]
    return ("skipped" if result.skipped else "passed"), ""


def main(name: str, modules: str, first: str, count: str, report: str) -> None:
    """Run `count` tests from the `first` on."""
    tell, side = Reporter(report), SIDES[name]
    tests = tests_of(modules.split(","))
    for index in range(int(first), min(len(tests), int(first) + int(count))):
        tell.begin(index, tests[index].id())
        tell.end(*outcome_of(tests[index], side))
    tell(all=1)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
