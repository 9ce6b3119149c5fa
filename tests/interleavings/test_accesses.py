"""Threads by access: what is a step, and what it says."""

import contextlib
import threading

import pytest

from helpers.interleavings import ExplorationError, explore
from tests.interleavings.programs import (
    Counter,
    Signal,
    Store,
    a_then_b,
    add,
    add_in_one_line,
    add_locked,
    b_then_a,
    make_once,
    notify,
    wait_without_lock,
)

total, stock, log = 0, {"a": 1}, []
lock = threading.Lock()


def reset():
    global total
    total = 0
    stock["a"] = 1
    log.clear()


def add_to_total(_):
    global total
    total += 1


def add_to_total_locked(_):
    global total
    with lock:
        total += 1


def take(_):
    if stock["a"] > 0:
        stock["a"] -= 1
        log.append("taken")


def steps_of(function, setup=Counter, **arguments):
    """What a single thread does, as text."""
    report = explore(setup, function, order="A", steps="access", **arguments)
    return [step.text for step in report.shown.steps]


def test_plus_equals_is_a_read_and_a_write():
    report = explore(
        Counter, add_in_one_line, add_in_one_line, check=lambda c: c.x == 2, steps="access"
    )
    assert (report.schedules, report.failed) == (6, 4)
    assert [step.text for step in report.shown.steps] == [
        "read c.x → 0",
        "read c.x → 0",
        "write c.x = 1",
        "write c.x = 1",
    ]


def test_globals_of_the_cell():
    report = explore(reset, add_to_total, add_to_total, check=lambda _: total == 2, steps="access")
    assert (report.schedules, report.failed) == (6, 4)
    locked = explore(
        reset, add_to_total_locked, add_to_total_locked, check=lambda _: total == 2, steps="access"
    )
    assert (locked.schedules, locked.failed) == (2, 0)
    assert type(lock) is type(threading.Lock())


def test_items_of_dicts_and_lists():
    report = explore(reset, take, take, check=lambda _: stock["a"] == 0, steps="access")
    assert 0 < report.failed < report.schedules
    assert steps_of(take, reset) == [
        "read stock['a'] → 1",
        "read stock['a'] → 1",
        "write stock['a'] = 0",
        "log.append('taken')",
    ]


class Everything:
    kind = 1

    def __init__(self):
        self.d, self.l, self.n = {"k": 1}, [3, 1], 0
        self.__hidden = 5

    @property
    def double(self):
        return self.n * 2

    def bump(self, by=1):
        self.n += by

    def hide(self):
        self.__hidden += 1
        return super().__repr__() is not None


CASES = {
    "s.bump()": ["read self.n → 0", "write self.n = 1"],
    "s.double": ["read self.n → 0"],
    "s.hide()": ["read self.__hidden → 5", "write self.__hidden = 6"],
    "s.kind": ["read s.kind → 1"],
    "del s.n": ["delete s.n"],
    "s.l[0] = 7": ["read s.l", "write s.l[0] = 7"],
    "len(s.l)": ["read s.l", "len(s.l)"],
    "'k' in s.d": ["read s.d", "look into s.d"],
    "s.d.get('k')": ["read s.d", "s.d.get('k')"],
    "del s.d['k']": ["read s.d", "delete s.d['k']"],
    "not s.l": ["read s.l", "look into s.l"],
    "[n for n in s.l]": ["read s.l", "next of s.l", "next of s.l", "next of s.l"],
    "setattr(s, 'n', 3)": ["write Everything.n = 3"],
    "s.n, s.m = 1, 2": ["write s.n = 1", "write s.m = 2"],
    "mine = []; mine.append(1); mine[0]": [],
    "print(end='')": [],
}


@pytest.mark.parametrize("line", CASES)
def test_what_is_a_step(tmp_path, line):
    path = tmp_path / "one_line.py"
    path.write_text(text := f"def f(s):\n    {line}\n")
    space = {}
    exec(compile(text, str(path), "exec"), space)
    assert explore(Everything, space["f"], steps="access").executions == 1
    if CASES[line]:
        assert steps_of(space["f"], Everything) == CASES[line]


def test_closures():
    def make():
        count = 0

        def bump(_):
            nonlocal count
            count += 1

        def start():
            nonlocal count
            count = 0

        return bump, start, lambda _: count

    bump, start, read = make()
    report = explore(start, bump, bump, check=lambda _: read(None) == 2, steps="access")
    assert (report.schedules, report.failed) == (6, 4)


def test_locks_are_steps_and_an_acquire_waits_until_it_can_be_made():
    assert steps_of(add_locked) == [
        "acquire c.lock",
        "read c.x → 0",
        "write c.x = 1",
        "release c.lock",
    ]
    report = explore(Counter, a_then_b, b_then_a, steps="access")
    assert (report.schedules, report.deadlocks) == (6, 2)
    assert "for c.b, held by b_then_a (B)" in str(report)


def test_a_condition():
    report = explore(Signal, wait_without_lock, notify, steps="access")
    assert 0 < report.deadlocks < report.schedules
    assert "in Condition.wait for s.cond; nobody is left to notify it" in str(report)


def test_the_functions_are_as_before():
    before = [f.__code__ for f in (add, Everything.bump, make_once)]
    explore(Everything, lambda s: s.bump(), lambda s: s.bump(), steps="access")
    explore(Store, make_once, make_once, steps="access")
    assert [f.__code__ for f in (add, Everything.bump, make_once)] == before
    assert "__interleavings__" not in globals()


def test_functions_without_source_are_refused():
    space = {}
    exec("def f(c):\n    c.x = 1", space)
    with pytest.raises(ExplorationError, match=r"source of f\(\) cannot be found"):
        explore(Counter, space["f"], steps="access")
    with pytest.raises(ExplorationError, match="has no source"):
        explore(Counter, repr, steps="access")


def through_a_stack(c):
    with contextlib.ExitStack() as stack:
        for lock in (c.a, c.b):
            stack.enter_context(lock)
        c.x += 1


@contextlib.contextmanager
def both(*locks):
    with locks[0], locks[1]:
        yield


def through_a_generator(c):
    with both(c.b, c.a):
        c.x += 1


def test_contextlib_takes_locks_for_the_reader_and_makes_no_step_of_its_own():
    def directly(c):
        with c.a:
            with c.b:
                c.x += 1

    same = [
        explore(Counter, function, function, steps="access")
        for function in (directly, through_a_stack)
    ]
    assert same[0].schedules == same[1].schedules and not same[1].deadlocks
    crossed = explore(Counter, through_a_stack, through_a_generator, steps="access", reduce=True)
    assert 0 < crossed.deadlocks < crossed.schedules
    waits = crossed.shown.why[1]
    assert waits.endswith("(stack.enter_context(lock)) for lock, held by through_a_generator (B)")
