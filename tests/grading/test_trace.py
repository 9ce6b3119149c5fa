"""The run that a check judged, drawn: what is sent home, and what is made of it."""

import json

import pytest

from helpers.grading import load
from helpers.grading import trace as grading_trace
from helpers.grading.attempt import Attempt
from helpers.grading.deadlock_drawing import WaitForGraph
from helpers.grading.schedules import explored
from helpers.grading.trace import TOO_LONG, Table, picture
from helpers.grading.verdict import Verdict
from helpers.timeline import Recording
from tests.grading.answers import attempt_of, stored_answers
from tests.grading.observing import planted, seen

PNG = b"\x89PNG"


def sent(trace):
    """As it arrives in the notebook."""
    return json.loads(json.dumps(trace))


def test_a_timeline_comes_home_as_it_was():
    trace = sent(
        seen("""
        async def f():
            await net.fetch("a")
            await asyncio.to_thread(disk.read, "b")
            sleep(1)
    """)["trace"]
    )
    assert trace["kind"] == "timeline"
    drawn = picture(trace, "02.a")
    lanes = [lane.name for lane in drawn.data.shown()]
    assert lanes == ["loop", "f", "asyncio_0"]
    assert drawn.data.length == 4
    stalls = [span.label for span in drawn.data.on("f", "stalled")]
    assert stalls == ["time.sleep · sleep(1) · 1 s"]
    assert drawn.png.startswith(PNG)


def test_a_recording_survives_the_way_through_json():
    data = sent(seen("async def f(): await net.fetch('a')")["trace"]["recording"])
    recording = Recording.from_data(data)
    assert recording.spans and recording.virtual
    assert sent(recording.as_data()) == data


@pytest.mark.parametrize("limit", ["MOST_SPANS", "MOST_RECORDS"])
def test_of_a_run_that_is_too_long_only_that_is_sent(monkeypatch, limit):
    source = """
        async def f():
            for _ in range(20):
                await asyncio.sleep(0.001)
    """
    assert seen(source)["trace"]["kind"] == "timeline"
    monkeypatch.setattr(grading_trace, limit, 10)
    assert sent(seen(source)["trace"]) == TOO_LONG


def test_a_recording_without_a_lane():
    data = seen("async def f(): await asyncio.to_thread(disk.read, 'a')")["trace"]["recording"]
    less = Recording.from_data(sent(data)).without("asyncio_0")
    assert [lane.name for lane in less.shown()] == ["loop", "f"]
    assert not less.on("asyncio_0")
    assert not any("asyncio_0" in (hop.source, hop.target) for hop in less.hops)


LOCKS = """
    one, two = threading.Lock(), threading.Lock()
    def take(first, second):
        with first:
            sleep(1)
            with second:
                pass
    def f():
        for name, pair in {"left": (one, two), "right": (two, one)}.items():
            threading.Thread(target=take, args=pair, name=name).start()
        threading.Event().wait()
"""


def test_a_deadlock_is_drawn_as_a_graph():
    drawn = picture(sent(seen(LOCKS, way="script")["trace"]))
    assert drawn.edges[1:] == [
        ("thread 'left'", "waits for", "two"),
        ("thread 'right'", "waits for", "one"),
        ("two", "held by", "thread 'right'"),
        ("one", "held by", "thread 'left'"),
    ]
    assert drawn.png.startswith(PNG)
    words = str(drawn).splitlines()
    assert words[0] == "deadlock at 1 s: nobody can ever go on"
    assert (
        words[2]
        == "  thread 'left' waits in Lock.acquire for two, held by thread 'right': with second:"
    )


def test_two_locks_of_one_name_are_told_apart():
    wait = {"kind": "task", "call": "Lock.acquire", "subject": "lock", "line": "", "text": ""}
    waits = [
        {**wait, "who": "a", "holder": "task 'b'", "key": 1},
        {**wait, "who": "b", "holder": "task 'a'", "key": 2},
    ]
    assert {end for _, kind, end in WaitForGraph(waits, 0).edges if kind == "waits for"} == {
        "lock",
        "lock #2",
    }


def test_a_holder_that_does_not_wait_has_a_box_too():
    wait = {"kind": "task", "call": "", "subject": "lock", "line": "", "text": "", "key": 1}
    drawn = WaitForGraph([{**wait, "who": "a", "holder": "thread 'gone'"}], 0)
    texts = [text.get_text() for text in drawn.figure.axes[0].texts]
    assert "thread 'gone'" in texts


RACE = """
    class Account:
        def __init__(self):
            self.balance = 0
    lock = threading.Lock()
    def safe(account):
        with lock:
            account.balance += 1
    async def in_turns(account):
        balance = account.balance
        await asyncio.sleep(0)
        account.balance = balance + 1
    def deposit(account):
        balance = account.balance
        account.balance = balance + 1
"""


def both(account):
    return account.balance == 2


def twice(answer, function, state, **how):
    """Explore two calls of a function of the answer, with a new object of one of its classes."""

    def call(state):
        return answer.namespace[function](state)

    async def call_in_task(state):
        await answer.namespace[function](state)

    calls = [call_in_task if how.get("tasks") else call] * 2
    return explored(answer, lambda: answer.namespace[state](), *calls, **how)


def test_a_schedule_that_goes_wrong_is_a_table():
    answer, _ = planted(RACE)
    facts = twice(answer, "deposit", "Account", check=both)
    assert (facts["tried"], facts["failed"], facts["deadlocked"]) == (20, 12, 0)
    assert facts["complete"] and facts["order"]
    shown = picture(sent(facts["trace"]))
    assert isinstance(shown, Table)
    assert "20 schedules: 12 failed" in str(shown)
    assert "balance = account.balance" in shown._repr_html_()


def test_a_race_of_tasks():
    answer, _ = planted(RACE)
    facts = twice(answer, "in_turns", "Account", check=both, tasks=True)
    assert facts["failed"] > 0
    assert "await asyncio.sleep(0)" in facts["table"]


def test_no_schedule_goes_wrong():
    answer, _ = planted(RACE)
    facts = twice(answer, "safe", "Account", check=both)
    assert (facts["failed"], facts["table"], facts["why"]) == (0, "", [])


def test_a_deadlocked_schedule_quotes_lines_without_numbers():
    answer, _ = planted("""
        one, two = threading.Lock(), threading.Lock()
        def left(_):
            with one:
                with two:
                    pass
        def right(_):
            with two:
                with one:
                    pass
    """)

    def left(_):
        answer.namespace["left"](None)

    def right(_):
        answer.namespace["right"](None)

    facts = explored(answer, dict, left, right)
    assert facts["deadlocked"] > 0
    assert "left (A) waits at `with two:` for two, held by right (B)" in facts["why"]


BREAKFAST = """
async def breakfast():
    return [await tea(), await toast()]
"""


def test_the_task_draws_what_it_judged():
    task = load("00_start_here").a
    task._last = task._verdict_on(Attempt("breakfast", BREAKFAST))
    assert task._last.code == "SEQUENTIAL_AWAIT"
    drawn = task.trace()
    waits = [span for span in drawn.data.on("breakfast", "waiting")]
    assert [(span.start, span.end) for span in waits] == [(0, 3), (3, 5)]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "run the check first."),
        (Verdict("00.a", "ERROR"), "recorded no run."),
        (Verdict("00.a", "BUSY_WAIT", trace=TOO_LONG), "too long for a picture."),
    ],
)
def test_nothing_to_draw_is_said(capsys, last, words):
    task = load("00_start_here").a
    task._last = last
    assert task.trace() is None
    assert words in capsys.readouterr().out


# One wrong answer of each task that runs on an event loop or in threads of virtual time.
DRAWN = (
    "00_start_here/a/wrong SEQUENTIAL_AWAIT",
    "02_coroutines_and_tasks/b/wrong PLACE_LEFT_EMPTY",
    "02_coroutines_and_tasks/c/wrong ANSWERS_LOST: first exception",
    "03_futures/a/wrong ERROR_LOST: as before",
    "03_futures/c/wrong CANCELLED_COUNTED: base exception",
    "03_futures/c/solution",
    "04_what_blocks_the_loop/b/wrong BUSY_WAIT: await dropped",
    "04_what_blocks_the_loop/c/wrong BOOKS_AT_ONCE: gather",
    "04_what_blocks_the_loop/d/wrong CLOSES_WHAT_IS_NOT_ITS_OWN",
    "05_threads_and_the_gil/a/wrong ERROR_LOST: join in try",
    "05_threads_and_the_gil/b/wrong DEADLINE_IGNORED",
    "05_threads_and_the_gil/c/wrong ARGUMENTS_LOST: all",
)


def judged(name):
    answer = next(each for each in stored_answers() if "/".join(each[:3]) == name)
    task = getattr(load(answer.exercise), answer.letter)
    return task._verdict_on(attempt_of(answer))


@pytest.mark.parametrize("name", DRAWN)
def test_a_wrong_answer_of_the_course_can_be_drawn(name):
    assert picture(judged(name).trace, name).png.startswith(PNG)


# Answers that a later program of the check finds wrong: how long that one takes, and its lanes.
LATER_RUNS = {
    "03_futures/a/wrong ERROR_LOST: as before": (5, "loop refresh thread"),
    "03_futures/c/wrong TASK_COLLECTED": (1, "loop Errands patient"),
    "05_threads_and_the_gil/b/wrong DEADLINE_IGNORED": (27, "main_thread _work _work_#2"),
    "05_threads_and_the_gil/c/wrong CONTEXT_LEAKS: left in the thread": (1, "main_thread worker_0"),
    "07_executors/a/wrong CONTEXT_LEAKS: left in the pool": (0, "loop call_in given_0"),
}


@pytest.mark.parametrize("name", LATER_RUNS)
def test_the_program_that_went_wrong_is_drawn(name):
    drawn = picture(judged(name).trace, name).data
    lanes = " ".join(lane.name.replace(" ", "_") for lane in drawn.shown())
    assert (max(span.end for span in drawn.spans), lanes) == LATER_RUNS[name]


@pytest.mark.parametrize(
    "name",
    [
        "a/wrong ERROR_NOT_DELIVERED",
        "b/wrong WAITS_FOR_EVER",
        "c/wrong WAITS_FOR_EVER: asks before it puts",
    ],
)
def test_of_a_deadlock_of_threads_it_is_drawn_who_waits_for_whom(name):
    verdict = judged(f"05_threads_and_the_gil/{name}")
    assert verdict.trace["kind"] == "deadlock"
    assert isinstance(picture(verdict.trace), WaitForGraph)
