"""The explorer finds the textbook mistakes of concurrent programs, and clears their right forms."""

import pytest

from helpers.interleavings import explore
from tests.interleavings.classics import CLASSICS

DEADLOCKS = {"lost wake-up", "dining philosophers", "readers and writers"}
RAISED = {"if, not while": IndexError, "readers and writers": RuntimeError}
ENOUGH = 300  # executions, in which each mistake is found

classics = pytest.mark.parametrize("name", CLASSICS)


@classics
def test_the_mistake_is_found_and_can_be_repeated(name):
    classic = CLASSICS[name]
    program = (classic.state, *classic.wrong)
    found = explore(*program, check=classic.check, steps="access", reduce=True, limit=ENOUGH)
    assert found.failed
    assert (found.deadlocks > 0) == (name in DEADLOCKS)
    assert isinstance(found.raised, RAISED.get(name, type(None)))
    again = explore(*program, check=classic.check, steps="access", order=found.shown.order)
    assert (again.failed, again.shown.why) == (1, found.shown.why)


@classics
def test_the_right_form_is_cleared(name):
    classic = CLASSICS[name]
    report = explore(
        classic.state, *classic.right, check=classic.check, steps="access", reduce=True
    )
    assert (report.failed, report.complete) == (0, True)


@pytest.mark.parametrize("name", ["lost update", "check, then act", "lost wake-up"])
def test_a_full_search_by_lines_finds_and_clears_them_too(name):
    classic = CLASSICS[name]
    assert explore(classic.state, *classic.wrong, check=classic.check).failed
    report = explore(classic.state, *classic.right, check=classic.check)
    assert (report.failed, report.complete) == (0, True)
