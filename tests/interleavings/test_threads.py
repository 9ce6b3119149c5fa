"""Threads by line: exact counts, outcomes, deadlocks, reports, and what is refused."""

import _thread
import itertools
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpers.interleavings import (
    DidNotReturn,
    ExplorationError,
    NotRepeatable,
    TooManySteps,
    explore,
)
from tests.interleavings.programs import (
    Counter,
    Pipe,
    Signal,
    Store,
    a_then_b,
    add,
    add_in_one_line,
    add_locked,
    b_then_a,
    get_two,
    make_once,
    notify,
    put_two,
    set_event_too_early,
    wait_for_event,
    wait_rightly,
    wait_without_lock,
)


def counts(report):
    return report.schedules, report.failed, report.deadlocks, report.complete


def test_two_counters_have_20_schedules_of_which_18_fail():
    report = explore(Counter, add, add, check=lambda c: c.x == 2, outcome=lambda c: c.x)
    assert counts(report) == (20, 18, 0, True)
    assert report.outcomes == {1: 18, 2: 2}
    assert len({order for order, _ in report.runs}) == report.executions == 20


def test_three_counters_have_1680_schedules_of_which_6_are_right():
    report = explore(Counter, add, add, add, check=lambda c: c.x == 3)
    assert counts(report) == (1680, 1674, 0, True)


@pytest.mark.parametrize("threads", [2, 3])
def test_a_lock_leaves_no_failure(threads):
    report = explore(Counter, *[add_locked] * threads, check=lambda c: c.x == threads)
    assert report.failed == 0 and report.complete


def test_a_line_is_one_step():
    report = explore(Counter, add_in_one_line, add_in_one_line, check=lambda c: c.x == 2)
    assert counts(report) == (2, 0, 0, True)


def test_two_locks_in_opposite_order_deadlock():
    report = explore(Counter, a_then_b, b_then_a, check=lambda c: c.x == 2)
    assert counts(report) == (22, 4, 4, True)
    first, one, two = report.shown.why
    assert first == "deadlock"
    assert one.startswith("a_then_b (A) waits at line ")
    assert one.endswith("(with c.b:) for c.b, held by b_then_a (B)")
    assert two.endswith("(with c.a:) for c.a, held by a_then_b (A)")


def test_the_table_of_the_simplest_failure_is_exact():
    report = explore(Counter, add, add, check=lambda c: c.x == 2)
    line = add.__code__.co_firstlineno
    width = len(f"{line:3} temp = c.x")
    rows = [
        f"{'add (A)':{width}} | add (B)",
        f"{'-' * width}-+-{'-' * width}",
        f"{line + 1:3} temp = c.x |",
        f"{line + 2:3} {'temp += 1':10} |",
        f"{'':{width}} | {line + 1:3} temp = c.x",
        f"{'':{width}} | {line + 2:3} temp += 1",
        f"{'':{width}} | {line + 3:3} c.x = temp",
        f"{line + 3:3} c.x = temp |",
        "=> wrong result",
    ]
    assert str(report).splitlines() == [
        "20 schedules: 18 failed",
        "every order of their steps; a step is one line",
        "",
        "simplest failure, order 'AABBBA':",
        *rows,
    ]
    assert "AABBBA" in report._repr_html_()


def test_check_then_act():
    report = explore(Store, make_once, make_once, check=lambda s: s.made == 1)
    assert 0 < report.failed < report.schedules


def test_a_queue_keeps_its_order():
    report = explore(Pipe, put_two, get_two, check=lambda s: s.got == [1, 2])
    assert report.failed == 0 and report.complete


def test_an_event_set_too_early():
    report = explore(Signal, wait_for_event, set_event_too_early, check=lambda s: s.seen)
    assert 0 < report.failed < report.schedules and not report.deadlocks


def test_a_lost_wakeup_is_a_deadlock_that_names_the_condition():
    assert explore(Signal, wait_rightly, notify).failed == 0
    report = explore(Signal, wait_without_lock, notify)
    assert 0 < report.deadlocks == report.failed < report.schedules
    assert report.shown.why[1].endswith(
        "(s.cond.wait()) in Condition.wait for s.cond; nobody is left to notify it"
    )


def test_an_exception_is_an_outcome():
    def fails(c):
        if c.x:
            raise ValueError("not empty")

    report = explore(Counter, fails, add)
    assert 0 < report.failed < report.schedules
    assert report.outcomes == {"ValueError: not empty": report.failed}
    assert report.shown.why == ("fails (A) raised ValueError: not empty",)


def test_preemption_bound():
    none = explore(Counter, add, add, check=lambda c: c.x == 2, preemptions=0)
    assert counts(none)[:2] == (2, 0)
    one = explore(Counter, add, add, check=lambda c: c.x == 2, preemptions=1)
    assert counts(one)[:2] == (6, 4)
    assert "at most 1 preemption" in str(one)


def test_limit():
    report = explore(Counter, add, add, limit=7)
    assert counts(report) == (7, 0, 0, False)
    assert "there are more" in str(report)


def test_you_are_the_scheduler():
    wrong = explore(Counter, add, add, check=lambda c: c.x == 2, order="AABBBA")
    assert wrong.runs == [("AABBBA", True)] and "wrong result" in str(wrong)
    right = explore(Counter, add, add, check=lambda c: c.x == 2, order="BBBAAA")
    assert right.runs == [("BBBAAA", False)] and "=> right result" in str(right)
    assert explore(Counter, a_then_b, b_then_a, order="ABAB").deadlocks == 1


def test_every_schedule_can_be_dictated():
    report = explore(Counter, a_then_b, b_then_a)
    for order, wrong in report.runs:
        assert explore(Counter, a_then_b, b_then_a, order=order).runs == [(order, wrong)]


def test_an_order_that_cannot_be():
    with pytest.raises(
        ExplorationError, match=r"step 4 .* is A, but A cannot run .* After AAA .* choose B"
    ):
        explore(Counter, add, add, order="AAAA")
    assert "ends after step 2" in str(explore(Counter, add, add, order="AB"))
    assert "only 3 steps" in str(explore(Counter, add, order="AAAA"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"steps": "opcode"}, "steps is"),
        ({"order": "ab"}, "capital letter"),
        ({"order": "AB", "reduce": True}, "nothing to reduce"),
        ({"preemptions": 1, "reduce": True}, "leave out"),
        ({"limit": 0}, "at least 1"),
    ],
)
def test_nonsense_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        explore(Counter, add, add, **arguments)
    with pytest.raises(TypeError, match="at least one function"):
        explore(Counter)


def test_a_program_that_depends_on_more_than_its_schedule():
    numbers = itertools.count()

    def by_chance(c):
        if next(numbers) % 2:
            c.x = 1
        c.x += 1

    with pytest.raises(NotRepeatable, match=r"did .* once, and .* let setup\(\) make it new"):
        explore(Counter, by_chance, add)
    left_over = Counter()
    with pytest.raises(NotRepeatable, match="1 first"):
        explore(lambda: left_over, add, outcome=lambda c: c.x)


def test_what_differs_is_said_also_where_others_could_go_on():
    numbers = itertools.count()

    def in_some_order(c):
        first, second = (c.a, c.b) if next(numbers) % 3 else (c.b, c.a)
        with first, second:
            c.x += 1

    with pytest.raises(NotRepeatable, match=r"did 'acquire c.[ab]'.* once, and 'acquire c.[ab]'"):
        explore(Counter, in_some_order, a_then_b, steps="access")


def test_an_endless_loop_is_found():
    def forever(c):
        while not c.x:
            pass

    with pytest.raises(TooManySteps, match="made 500 steps"):
        explore(Counter, forever, add, max_steps=500)


def test_a_thread_that_blocks_for_real_is_given_up():
    lock = threading.Lock()
    hidden = frozenset([lock])  # no stand-in can be put into a frozenset

    def stands(c):
        (only,) = hidden
        only.acquire()

    before = _thread._count()
    with lock, pytest.raises(DidNotReturn, match=r"thread A .* only.acquire\(\)"):
        explore(Counter, stands, patience=0.5)
    assert soon(lambda: _thread._count() == before)  # it ends, now that the lock is free


def soon(holds):
    """Whether holds() becomes true: a thread is counted for a moment after its work has ended."""
    end = time.monotonic() + 60
    while not (right := holds()) and time.monotonic() < end:
        time.sleep(0.001)
    return right


def takes_default(c, *, lock=threading.Lock()):  # noqa: B008 — it is one lock for all calls
    with lock:
        c.x += 1


IN_A_TUPLE = (threading.Lock(), "a name", [threading.RLock()])


def takes_from_tuple(c):
    with IN_A_TUPLE[0], IN_A_TUPLE[2][0]:
        c.x += 1


@pytest.mark.parametrize("function", [takes_default, takes_from_tuple])
@pytest.mark.parametrize("steps", ["line", "access"])
def test_locks_from_before_that_defaults_and_tuples_hold(function, steps):
    before = function.__kwdefaults__, IN_A_TUPLE
    report = explore(Counter, function, function, check=lambda c: c.x == 2, steps=steps)
    assert report.failed == 0 and report.complete and report.schedules > 1
    assert (function.__kwdefaults__, IN_A_TUPLE) == before


def test_the_first_exception_is_kept():
    def fails(c):
        raise ValueError("no")

    assert str(explore(Counter, fails, add).raised) == "no"
    assert explore(Counter, add, add).raised is None


def test_a_thread_that_is_alone_and_locks_itself_out_is_shown():
    def twice(c):
        with c.lock:
            with c.lock:
                pass

    report = explore(Counter, twice)
    assert counts(report) == (1, 1, 1, True)
    assert report.shown.why[1].endswith("for c.lock, held by twice (A)")


def test_sleeping_is_free():
    began = time.perf_counter()

    def slow(c):
        temp = c.x
        time.sleep(60)
        c.x = temp + 1

    report = explore(Counter, slow, slow, check=lambda c: c.x == 2)
    assert counts(report) == (20, 18, 0, True)
    assert time.perf_counter() - began < 30


def test_threads_that_the_functions_start():
    def start_two(c):
        threads = [threading.Thread(target=add_in_one_line, args=(c,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    report = explore(Counter, start_two, check=lambda c: c.x == 2, steps="access")
    assert report.schedules > 6 and 0 < report.failed < report.schedules
    assert report.names[1:] == ["add_in_one_line (B)", "add_in_one_line (C)"]
    assert explore(Counter, start_two, check=lambda c: c.x == 2).failed == 0


def test_a_pool():
    def use_pool(c):
        with ThreadPoolExecutor(max_workers=2) as pool:
            c.x = sum(pool.map(abs, [-1, -2]))

    reports = [explore(Counter, use_pool, check=lambda c: c.x == 3) for _ in range(3)]
    assert len({counts(r) for r in reports}) == 1
    assert reports[0].failed == 0 and reports[0].complete


def test_time_limits_pass_when_nobody_else_can_run():
    def wait(s):
        s.seen = s.event.wait(5)

    assert explore(Signal, wait, outcome=lambda s: s.seen).outcomes == {False: 1}
    both = explore(Signal, wait, lambda s: s.event.set(), outcome=lambda s: s.seen)
    assert set(both.outcomes) == {True}


def test_reports_are_the_same_every_time():
    texts = {str(explore(Counter, a_then_b, b_then_a)) for _ in range(3)}
    assert len(texts) == 1


# ------------------------------------------------- random programs against brute force
def brute_force(programs):
    """Outcomes of all interleavings, without threads: an independent enumeration."""
    found = {}

    def go(at, shared, own):
        if all(i == len(p) for i, p in zip(at, programs, strict=True)):
            key = (shared["x"], shared["y"])
            found[key] = found.get(key, 0) + 1
        for who, (i, program) in enumerate(zip(at, programs, strict=True)):
            if i == len(program):
                continue
            kind, name = program[i]
            new_shared, new_own = dict(shared), [dict(o) for o in own]
            if kind == "read":
                new_own[who][name] = shared[name]
            elif kind == "add":
                new_own[who][name] = own[who][name] + 1
            else:
                new_shared[name] = own[who][name]
            go([*at[:who], i + 1, *at[who + 1 :]], new_shared, new_own)

    go([0] * len(programs), {"x": 0, "y": 0}, [{"x": 0, "y": 0} for _ in programs])
    return found


class Two:
    def __init__(self):
        self.x = self.y = 0


LINES = {"read": "    {0} = s.{0}", "add": "    {0} += 1", "write": "    s.{0} = {0}"}


def compiled(program, folder, number):
    """The program as a function with source."""
    lines = [LINES[kind].format(name) for kind, name in program]
    text = "def f(s, x=0, y=0):\n" + "\n".join(lines) + "\n"
    path = folder / f"random_{number}.py"
    path.write_text(text)
    space = {}
    exec(compile(text, str(path), "exec"), space)
    return space["f"]


@pytest.mark.parametrize("reduce", [False, True])
def test_200_random_programs_agree_with_brute_force(tmp_path, reduce):
    chance = random.Random(5)
    for number in range(200):
        programs = [
            [(chance.choice(["read", "add", "write"]), chance.choice("xy")) for _ in range(size)]
            for size in chance.choices([1, 2, 3], k=chance.choice([2, 2, 3]))
        ]
        functions = [compiled(p, tmp_path, f"{number}_{i}") for i, p in enumerate(programs)]
        report = explore(Two, *functions, outcome=lambda s: (s.x, s.y), reduce=reduce)
        assert report.outcomes == brute_force(programs), programs


def test_a_thread_knows_its_name_and_none_is_left_in_the_tables_of_threading():
    def note(names):
        names.append((threading.current_thread().name, threading.current_thread().daemon))

    before = threading.enumerate()
    report = explore(list, note, note, outcome=lambda names: tuple(sorted(names)))
    assert list(report.outcomes) == [(("A", True), ("B", True))]
    assert threading.enumerate() == before


def test_no_thread_is_left_running():
    before = _thread._count()
    explore(Counter, add, add)
    assert soon(lambda: _thread._count() == before)
