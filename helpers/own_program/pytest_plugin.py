"""Fixtures for the reader's own tests: exact time, and every order of threads or tasks.

In a conftest.py: `pytest_plugins = ["helpers.own_program.pytest_plugin"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from helpers.interleavings import Report
from helpers.own_program.explore import every_order
from helpers.virtual_time import VirtualClock

__all__ = ["explore_all", "virtual_time"]


@pytest.fixture
def virtual_time() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """`virtual_time(main())` runs a coroutine in virtual time and returns its result.

    Sleeps and time limits cost nothing, and `time.monotonic()` is exact; a deadlock is an error
    that says who waits for whom.
    """
    return lambda coroutine: VirtualClock().run(coroutine)


@pytest.fixture
def explore_all() -> Callable[..., Report]:
    """`explore_all(setup, f, g, check=is_right)` fails unless every order of f and g is right.

    setup: makes the state that each function gets, anew for each run. check: whether a state is
    right. limit: the most runs; if there are more orders, the test fails too, since they were not
    all tried. by_access: a step is a read or a write. The failure shows the simplest wrong order.
    Returns the report.
    """

    def all_of(
        setup: Callable[[], Any], *functions: Callable[..., Any], check: Any = None, **options: Any
    ) -> Report:
        __tracebackhide__ = True
        report = every_order(setup, functions, check, **options)
        if report.failed:
            pytest.fail(str(report), pytrace=False)
        if not report.complete:
            pytest.fail(f"not every order was tried: {report.heading()}", pytrace=False)
        return report

    return all_of
