"""Tests the stacks that lesson 12 stores: that they say what the lesson says of them."""

import re
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
HEAD, *PARTS = (DATA / "stacks.txt").read_text(encoding="utf-8").split("\n# ")
STACKS = {part.partition(",")[0]: part.partition("\n")[2] for part in PARTS}


def order(name: str, *wanted: str) -> bool:
    """Say whether these words stand in a dump in this order."""
    return re.search(".*".join(map(re.escape, wanted)), STACKS[name], re.DOTALL) is not None


def test_the_build_and_the_tool_are_named():
    assert re.match(r"CPython 3\.1[4-9]\.\d+ with the GIL, py-spy [\d.]+, Linux", HEAD)


def test_at_the_end_of_a_program_the_main_thread_is_in_shutdown():
    assert order("at_exit", "[worker]", "in get", "at_exit.py", "Thread 2", "_shutdown")


def test_the_forked_child_waits_for_the_lock_and_has_one_thread():
    parent, _, child = STACKS["forked"].partition("Parent Process and child:")
    lines = (DATA / "museum" / "forked.py").read_text(encoding="utf-8").splitlines()
    assert "waitpid" in lines[int(re.search(r"forked\.py:(\d+)", parent)[1]) - 1]
    assert "with lock:" in lines[int(re.search(r"forked\.py:(\d+)", child)[1]) - 1]
    assert len(re.findall(r"^Thread \d", child, re.MULTILINE)) == 1


def test_two_tasks_that_wait_for_each_other_are_a_cycle():
    assert order("two_tasks", "cycles", "cook → shop → cook")


def test_one_holds_the_handlers_lock_and_the_other_wants_it():
    assert order("one", "[audit]", "__str__", "in emit", "in handle", "Thread 2", "in handle")
    main = STACKS["one"].partition("Thread 2")[2]
    assert "in emit" not in main
    assert "in close" in main


def test_two_waits_in_the_pool_while_the_runner_closes():
    assert order("two", "Runner.close", "asyncio_0", "Queue.get", "_worker")


def test_three_takes_its_lock_twice():
    assert order("three", "transfer", "record", "__aenter__", "Lock.acquire")


def test_four_waits_on_the_thread_that_runs_the_loop():
    service, _, main = STACKS["four"].partition("MainThread")
    assert re.search("run_forever.*in render.*in result", service, re.DOTALL)
    assert "run_forever" not in main


@pytest.mark.parametrize("name", ["one", "two", "three", "four"])
def test_an_unknown_program_is_there_to_be_read(name):
    assert (DATA / "unknown" / f"{name}.py").is_file()
    assert name in STACKS
