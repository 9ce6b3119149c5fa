"""LoopThread's column of the conformance table; the libraries' columns are theirs to change."""

import importlib.util

import pytest

from tests.conformance.__main__ import cell
from tests.conformance.cases import CASES

EXPECTED = {
    "call from the own thread": "WouldDeadlock",
    "circle of two loops": "WouldDeadlock",
    "context goes in": "seen",
    "frames of the coroutine": "True",
    "no cycle after an exception": "True",
    "Ctrl-C cancels and waits": "KeyboardInterrupt, cleaned up",
    "exit in the coroutine": "SystemExit, then answer",
    "cancelled inside": "concurrent.CancelledError",
    "call after close": "LoopThreadClosed",
    "close while a caller waits": "LoopThreadClosed, cleaned up",
    "loop is stopped": "LoopThreadClosed",
    "call in a forked child": "LoopThreadClosed",
    "call at exit": "LoopThreadClosed",
    "unclosed at exit": "exits",
}


@pytest.mark.parametrize("case", CASES)
def test_loop_thread_in(case):
    assert cell("LoopThread", case) == EXPECTED[case]


def test_what_raw_asyncio_does_is_seen_to_hang():
    assert cell("step four", "call from the own thread") == "HANG"


def test_step_five_ends_what_step_four_leaves():
    assert cell("step four", "close while a caller waits") == "HANG"
    assert cell("step five", "close while a caller waits").endswith("cleaned up")


def test_a_library_that_is_not_installed_is_absent(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert cell("anyio", "context goes in") == "absent"
