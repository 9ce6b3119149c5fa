"""The kit: what trials, rounds, facts, rules and the general ends do, on small planted checks."""

import gc
from collections.abc import Iterator

import pytest

from helpers.grading import mistakes as usual
from helpers.grading.answer import Answer
from helpers.grading.doubles import fails, gives, never
from helpers.grading.draws import Odd, errors, names, odd_values, seconds
from helpers.grading.kit import Recorded, Run, check, each, rule, side_by_side, trial
from helpers.grading.lines import Caller, first_wrong, stopping
from helpers.grading.verdict import Facts, Verdict, decide

WORDS = """
    promise it is so
    seen    {name} {plain.said}
    next    look again
    hint    one
    hint    two
    hint    three"""


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Let tasks complain now: Python 3.11 cannot format a traceback while it parses a file."""
    yield
    gc.collect()


async def plain(run: Run) -> object:
    run.note(wanted=3, due=1.0, to_ask=["a"])
    return await run.call(run.awaitable("a", gives(3, after=1)))


def judged(source: str, *trials, rules=(), praise="done at {plain.took} s") -> Verdict:
    """Judge an answer `f` by a check of these trials and rules, in this process."""
    made = check(*(trials or (plain,)), rules=rules, praise=praise)
    facts = Facts(made.gather(Answer("f", f"import asyncio, threading, time\n{source}")))
    facts["outcome"] = "returned"
    return decide("99.z", facts, made.rules, made.praise)


RIGHT = "async def f(a): return await a()"


def test_an_answer_without_mistake_is_praised():
    verdict = judged(
        RIGHT, rules=(usual.no_result("plain", "x"), usual.too_late("plain", "x", hints="1\n2\n3"))
    )
    assert verdict.passed and verdict.seen == "done at 1.0 s"


def test_words_are_labelled_lines_over_the_facts():
    verdict = judged(
        "async def f(a): return 4", rules=(rule("X", lambda f: not f.plain.right, WORDS),)
    )
    assert (verdict.code, verdict.seen, verdict.wanted) == ("X", "f returned 4", "it is so")


@pytest.mark.parametrize("label", ["promise", "seen", "next", "hint"])
def test_words_without_a_label_are_refused(label):
    lines = [line for line in WORDS.splitlines() if not line.strip().startswith(label)]
    with pytest.raises(ValueError, match="need promise, seen, next and three hints"):
        rule("X", bool, "\n".join(lines))


def test_a_fact_that_was_not_seen_ends_the_rule():
    value = rule("X", lambda f: f.plain.value != 3, WORDS)
    verdict = judged("async def f(a): return missing", rules=(value,))
    assert verdict.code == "ERROR" and "NameError" in verdict.seen


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("def f(a): return 3", "NOT_ASYNC"),
        ("async def f(a):\n    while True: await asyncio.sleep(0)", "BUSY_WAIT"),
        ("async def f(a): await asyncio.get_running_loop().create_future()", "DEADLOCK"),
        ("async def f(a):\n    while True: await asyncio.sleep(100)", "NEVER_ENDS"),
        ("async def f(a):\n    while True: await asyncio.sleep(1)", "BUSY_WAIT"),
        ("async def f(a): return 1 / 0", "ERROR"),
    ],
)
def test_the_ends_that_any_answer_may_come_to(source, code):
    verdict = judged(source)
    assert verdict.code == code
    assert (verdict.seen and verdict.wanted) or code == "ERROR"


def test_trials_after_one_that_fails_are_not_run():
    async def second(run: Run) -> None:
        raise AssertionError("it was run")

    assert "ZeroDivisionError" in judged("async def f(a): return 1 / 0", plain, second).seen


def test_where_a_trial_may_raise_only_rules_say_what_that_means():
    failing = trial(raises=True)(plain)
    lost = usual.error_lost("plain", "x", "KeyError")
    assert judged("async def f(a): raise KeyError(1)", failing, rules=lost).passed
    assert judged("async def f(a): raise OSError", failing, rules=lost).code == "ERROR_LOST"


def test_the_first_round_with_a_mistake_speaks():
    @trial(rounds=3)
    async def plain(run: Run) -> object:
        run.note(wanted=run.round)
        return await run.call(run.round)

    verdict = judged("async def f(x): return min(x, 1)", plain, rules=usual.no_result("plain", "x"))
    assert (verdict.seen, verdict.wanted) == ("f returned 1", "2")


def test_a_round_is_the_same_each_time_and_differs_from_others():
    drawn = [Run(Answer("f", "def f(): pass"), "seed", n).draw.random() for n in (0, 1, 0)]
    assert drawn[0] == drawn[2] != drawn[1]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (
            "async def f(a):\n    try: return await a()\n    except BaseException: return 1",
            "SWALLOWED",
        ),
        ("async def f(a):\n    t = asyncio.create_task(a())\n    await asyncio.sleep(9)", "LEAVES"),
        ("async def f(a):\n    return await a()", "PASS"),
    ],
)
@pytest.mark.parametrize("how", [{"cancel_at": (0.5, 0.7)}, {"cancel_each_await": True}])
def test_a_cancelled_trial(source, code, how):
    async def plain(run: Run) -> object:
        return await run.call(run.awaitable("a", never(cleanup=0.1)))

    rules = (usual.cancel_swallowed("plain", "x"), usual.cancel_leaves_running("plain", "x"))
    assert (
        code in judged(source, trial(**how)(plain), rules=rules, praise="{plain.cancelled_at}").code
    )


@pytest.mark.parametrize(
    ("source", "looks"),
    [
        ("async def f(a):\n    for _ in range(9): await asyncio.sleep(0.1)", 9),
        (
            "async def f(a): await asyncio.to_thread(lambda: [time.sleep(1) for _ in range(9)])",
            9,
        ),
        ("async def f(a): return await a()", 0),
        ("async def f(a): return await asyncio.wait_for(a(), 5)", 1),
    ],
)
def test_looks_are_the_answers_own(source, looks):
    assert judged(source, praise="{plain.looks}").seen == str(looks)


def test_a_loop_touched_from_another_thread_is_seen():
    source = """
async def f(a):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    threading.Thread(target=lambda: loop.call_soon(future.set_result, 1)).start()
    await asyncio.sleep(1)
"""
    verdict = judged(source, rules=usual.stranger("plain", "x"))
    assert verdict.code == "TOUCHES_THE_LOOP" and "call_soon(future.set_result" in verdict.seen


def test_a_program_on_a_thread_without_a_loop():
    def plain(run: Run) -> object:
        run.note(wanted="no loop")
        return run.answer()

    source = """
def f():
    try: asyncio.get_running_loop()
    except RuntimeError: return "no loop"
"""
    assert judged(source, plain, rules=usual.no_result("plain", "x")).passed


def test_how_a_call_ended():
    def plain(run: Run) -> None:
        end = run.ending(run.answer, 0)
        run.note(end=[end.said, end.raised, end.at])

    verdict = judged("def f(x): return 1 / x", plain, praise="{plain.end}")
    assert (
        verdict.seen == "['raised ZeroDivisionError: division by zero', 'ZeroDivisionError', 0.0]"
    )


@pytest.mark.parametrize("kind", ["", "async "])
def test_the_end_of_the_run_is_no_end_of_a_call(kind):
    def called(run: Run) -> None:
        run.note(end=run.ending(run.answer))

    async def awaited(run: Run) -> None:
        run.note(end=await run.ended(run.answer()))

    words = WORDS.replace("{plain.said}", "went on")
    plain = awaited if kind else called
    went_on = rule("WENT_ON", lambda f: f[plain.__name__].end, words)
    source = f"{kind}def f():\n    while time.monotonic() < 9: pass"
    assert judged(source, plain, rules=[went_on]).code == "BUSY_WAIT"


COUNTER = """
class f:
    value = 0
    def add(self):
        seen = self.value
        self.value = seen + 1
        return self.value
    async def later(self):
        return self.add()
"""


def given(run: Run) -> dict[str, object]:
    return {"Counter": run.answer}


@pytest.mark.parametrize(
    ("calls", "tasks", "code", "seen"),
    [
        (("x = c.add()", "y = c.add()"), False, "LOST", "f wrong result: [2, 2]"),
        (("c.add(); x = c.add()",), False, "PASS", "thread each,\nA: c.add(); x = c.add()"),
        (
            ("x = await c.later()", "y = await c.later()"),
            *(True, "PASS", "task each,\nA: x = await c.later() | B: y = await c.later()"),
        ),
    ],
)
def test_what_runs_side_by_side_is_given_as_text(calls, tasks, code, seen):
    def right(names: dict[str, int]) -> bool:
        return names["c"].value == 2 and names["x"] != names.get("y")

    options = {"tasks": tasks, "outcome": lambda names: [names["x"], names.get("y")]}
    adding = side_by_side("adding", "c = Counter()", *calls, given=given, right=right, **options)
    lost = rule("LOST", lambda f: f.adding.failed, WORDS.replace("{plain.said}", "{adding.came}"))
    verdict = judged(COUNTER, adding, rules=[lost], praise="{adding.program}")
    assert verdict.code == code and verdict.seen.endswith(seen)


def test_where_calls_side_by_side_may_raise_only_a_deadlock_is_a_mistake():
    options = {"given": given, "right": bool, "raises": True}
    fine = side_by_side("fine", "c = Counter()", "c.missing()", **options)
    source = "class f: lock = threading.Lock()"
    stuck = side_by_side("stuck", "c = Counter(); c.lock.acquire()", "c.lock.acquire()", **options)
    waits = usual.deadlock_in_some_order("bad", "x", what=usual.PROGRAM, hints="1\n2\n3")
    assert judged(source, fine, rules=[waits], praise="{fine.failed}").seen == "1"
    assert "A: c.lock.acquire()" in judged(source, fine, stuck, rules=[waits]).seen


def test_the_calls_of_a_recorded_object_are_noted_as_they_begin_and_end():
    numbers = Recorded([3])
    assert numbers.pop() == 3
    with pytest.raises(IndexError):
        numbers.pop()
    began = ("pop", "began", None)
    assert numbers.history == [began, ("pop", "returned", 3), began]


def test_two_trials_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two trials of one name: plain"):
        check(plain, plain, rules=(), praise="")


def test_drawn_inputs_are_odd_and_all_different():
    run = Run(Answer("f", "def f(): pass"), "seed")
    times = seconds(run.draw, 40)
    assert len(set(times)) == 40 and all(round(t, 1) != t for t in times)
    values = odd_values(run.draw, 12)
    assert len(values) == 12 and any(isinstance(value, Odd) for value in values)
    assert sum(not value and not isinstance(value, Odd) for value in values) == 5
    kinds = {type(error) for error in errors(run.draw, 8, but=LookupError)}
    assert len(kinds) == 5 and KeyError not in kinds
    assert len(set(names(run.draw, 200))) == 200


def test_an_odd_value_says_that_it_equals_everything():
    odd = Odd(1)
    assert odd == 3 and odd == "text" and not odd


def test_the_error_of_a_double_is_the_answers():
    async def plain(run: Run) -> object:
        return await run.call(run.awaitable("a", fails(OSError("no line"), after=1)))

    assert judged(RIGHT, plain).seen.startswith("OSError: no line\nin your line: async def f(a)")


class Stopped:
    """Adds 1 in two threads, the first of which stands before a line while the second runs."""

    def __init__(self, run: Run, number: int) -> None:
        self.line, box = "", [0]

        def meanwhile(line: str) -> None:
            self.line = line
            Caller(run, run.answer, box).ended()

        with stopping(number, meanwhile):
            run.answer(box)
        self.well = box[0] == (2 if self.line else 1)


@trial(searches=True)
def searching(run: Run) -> None:
    found = first_wrong(run, [()], lambda number: Stopped(run, number))
    run.note(line=found.line if found else "")


LOSES = each("searching", "LOSES", lambda r: r.line, WORDS.replace("{plain.said}", "{T.line}"))


def test_a_thread_is_stopped_before_each_line_of_the_answer():
    torn = "def f(box):\n    seen = box[0]\n    box[0] = seen + 1\n"
    verdict = judged(torn, searching, rules=LOSES, praise="well")
    assert (verdict.code, verdict.seen) == ("LOSES", "f box[0] = seen + 1")
    assert judged("def f(box):\n    box[0] += 1\n", searching, rules=LOSES, praise="well").passed


def test_a_search_is_recorded_only_where_it_finds_something():
    torn = "def f(box):\n    seen = box[0]\n    box[0] = seen + 1\n"
    assert judged(torn, searching, rules=LOSES, praise="well").trace["kind"] == "timeline"
    assert judged("def f(box): box[0] += 1", searching, rules=LOSES, praise="well").trace is None
