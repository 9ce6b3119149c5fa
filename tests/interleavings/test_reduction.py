"""Partial-order reduction: far fewer executions, exactly the same counts."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpers.interleavings import explore
from helpers.interleavings.reduction import linear_extensions
from tests.interleavings import programs as p


def use_pool(c):
    with ThreadPoolExecutor(max_workers=2) as pool:
        for _ in range(2):
            pool.submit(p.add_in_one_line, c)


def try_lock(c):
    if c.lock.acquire(blocking=False):
        c.x += 1
        c.lock.release()


def wait_a_little(s):
    s.seen = s.event.wait(1) or s.flag


PROGRAMS = {
    "two counters": (p.Counter, [p.add] * 2),
    "three counters": (p.Counter, [p.add] * 3),
    "lock": (p.Counter, [p.add_locked] * 2),
    "lock, three": (p.Counter, [p.add_locked] * 3),
    "lock and none": (p.Counter, [p.add_locked, p.add]),
    "try lock": (p.Counter, [try_lock, try_lock]),
    "try lock and lock": (p.Counter, [try_lock, p.add_locked]),
    "deadlock": (p.Counter, [p.a_then_b, p.b_then_a]),
    "no deadlock": (p.Counter, [p.a_then_b, p.a_then_b]),
    "mostly alone": (p.Counter, [p.mostly_alone, p.add]),
    "check then act": (p.Store, [p.make_once] * 2),
    "checked twice": (p.Lazy, [p.get_checked_twice] * 2),
    "queue": (p.Pipe, [p.put_two, p.get_two]),
    "event": (p.Signal, [p.wait_for_event, p.set_event_too_early]),
    "time limit": (p.Signal, [wait_a_little, p.set_event_too_early]),
    "condition": (p.Signal, [p.wait_rightly, p.notify]),
    "lost wake-up": (p.Signal, [p.wait_without_lock, p.notify]),
    "pool": (p.Counter, [use_pool]),
}


def facts(state):
    """What can be seen of a state."""
    seen = vars(state).items()
    return str(sorted((k, v) for k, v in seen if isinstance(v, int | str | list | dict)))


@pytest.mark.parametrize("steps", ["line", "access"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_counts_are_those_of_the_full_search(name, steps):
    setup, functions = PROGRAMS[name]
    full, reduced = (
        explore(
            setup, *functions, outcome=facts, check=lambda s: "1" in facts(s), steps=steps, reduce=r
        )
        for r in (False, True)
    )
    for what in ("schedules", "failed", "deadlocks", "outcomes", "complete"):
        assert getattr(reduced, what) == getattr(full, what), what
    assert reduced.executions <= full.executions == full.schedules


@pytest.mark.parametrize(
    ("functions", "most"), [([p.add] * 2, 6), ([p.add] * 3, 189), ([p.mostly_alone] * 2, 1286)]
)
def test_executions_stay_below_the_reference(functions, most):
    """Frontrun 0.7 needs 6 and 189; a tenth of 12 870 is 1 287."""
    report = explore(p.Counter, *functions, reduce=True)
    assert report.executions <= most
    assert report.schedules in (20, 1_680, 12_870)  # all ways to interleave 3, 3, 3 or 8, 8 lines


def gives_way(mine, others, how, path):
    """A function that takes two locks, and gives the first back if the second is not free."""
    text = f"""def f(s):
    while True:
        with s.{mine}:
            if s.{others}.acquire({how}):
                s.x += 1
                s.{others}.release()
                return
        seen = s.y
        s.y = seen + 1
"""
    path.write_text(text)
    space = {}
    exec(compile(text, str(path), "exec"), space)
    return space["f"]


@pytest.mark.parametrize("how", ["blocking=False", "timeout=1"])
def test_repeated_tries_come_to_an_end(tmp_path, how):
    """Both may give way to each other for ever; each end that takes few tries is found."""
    f = gives_way("a", "b", how, tmp_path / "one.py")
    g = gives_way("b", "a", how, tmp_path / "other.py")
    arguments = {"outcome": lambda s: (s.x, s.y), "steps": "access"}
    full, reduced = (explore(Mixed, f, g, **arguments, reduce=r) for r in (False, True))
    assert reduced.outcomes.keys() == full.outcomes.keys() and len(full.outcomes) >= 4
    assert reduced.executions <= 60 and full.executions <= 6_000
    for report in (full, reduced):
        assert report.retries and not report.complete and "tries were made" in str(report)
        assert {x for x, _ in report.outcomes} == {2}
    again = explore(Mixed, f, g, **arguments, order=full.runs[-1][0])
    assert again.runs == [full.runs[-1]]


def test_the_text_says_what_was_run():
    text = str(explore(p.Counter, p.add, p.add, check=lambda c: c.x == 2, reduce=True))
    assert "20 schedules: 18 failed" in text
    assert "4 executions stand for them" in text


def test_linear_extensions():
    assert linear_extensions([0, 1, 0, 1], [[0, -1], [-1, 1], [2, -1], [-1, 3]]) == 6
    assert linear_extensions([0, 1, 0, 1], [[0, -1], [0, 1], [2, 1], [2, 3]]) == 1
    assert linear_extensions([0, 1] * 200, [[-1, -1]] * 400) is None


class Mixed:
    """What the random programs share."""

    def __init__(self):
        self.x = self.y = 0
        self.d, self.e = {}, threading.Event()
        self.a, self.b = threading.Lock(), threading.Lock()


LINES = [
    "s.x += 1",
    "s.y = s.x * 2 + 1",
    "s.d[{n}] = len(s.d)",
    "s.e.set()",
    "s.e.wait({limit})",
    "with s.{lock}: s.y += 1",
    "s.{lock}.acquire({n} == 1) and (setattr(s, 'x', s.y + 3), s.{lock}.release())",
]


def random_function(chance, path):
    """A function of two to four random lines, with source."""
    lines = [
        f"    {line}".format(
            n=chance.choice("01"), lock=chance.choice("ab"), limit=chance.choice(["", "1"])
        )
        for line in chance.choices(LINES, k=chance.randint(2, 4))
    ]
    if chance.random() < 0.5:
        lines = [
            "    with s.a:",
            *[f"    {line}" for line in lines if "s.a" not in line],
            "        pass",
        ]
    path.write_text(text := "def f(s):\n" + "\n".join(lines) + "\n")
    space = {}
    exec(compile(text, str(path), "exec"), space)
    return space["f"]


@pytest.mark.parametrize("steps", ["line", "access"])
def test_random_programs_with_locks_and_events(tmp_path, steps):
    chance, compared = random.Random(3), 0
    for number in range(30):
        functions = [random_function(chance, tmp_path / f"{number}_{i}.py") for i in range(2)]
        full = explore(Mixed, *functions, outcome=facts, steps=steps, limit=400)
        if not full.complete:
            continue
        reduced = explore(Mixed, *functions, outcome=facts, steps=steps, reduce=True)
        assert reduced.outcomes == full.outcomes and reduced.schedules == full.schedules, number
        compared += 1
    assert compared > 15
