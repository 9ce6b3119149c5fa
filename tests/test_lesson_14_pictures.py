"""Tests the data behind the pictures of lesson 14, by running the lesson's own cells."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import Deadlock, run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "14_web_service.ipynb"
CELLS = """imports app visit plain-def about-def lifespan ways-def five-run report-def reports
endings-def leave-def""".split()


@pytest.fixture(scope="module")
def lesson() -> SimpleNamespace:
    """What the cells that hold only definitions define, and the curves."""
    sources = {cell.id: cell.source for cell in read_notebook(LESSON).cells}
    names: dict = {"__name__": "lesson"}
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(LESSON.parent)
        for identity in CELLS:
            exec(compile(sources[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(names=names, **names)


def recording_of(coroutine):
    with Timeline() as seen:
        run(coroutine)
    return seen.recording


def spans(recording, lane, state):
    found = [(span.start, span.end) for span in recording.on(lane, state) if span.end > span.start]
    return [tuple(round(float(second), 6) for second in each) for each in found]


def three_visitors(lesson, path):
    return recording_of(lesson.visit(lesson.app, *[(0, path)] * 3, (0.1, "/health")))


def test_the_blocking_endpoint_runs_once_after_another(lesson):
    recording = three_visitors(lesson, "/blocking")
    stalls = [spans(recording, f"visitor {number}", "stalled") for number in (1, 2, 3)]
    assert stalls == [[(0, 0.2)], [(0.2, 0.4)], [(0.4, 0.6)]]
    assert spans(recording, "visitor 4", "ready") == [(0.1, 0.6)]


def test_the_plain_endpoint_runs_in_three_threads_at_once(lesson):
    recording = three_visitors(lesson, "/plain")
    threads = [lane.name for lane in recording.lanes if lane.name.startswith("AnyIO worker")]
    assert [spans(recording, name, "blocked") for name in threads] == [[(0, 0.2)]] * 3
    assert spans(recording, "visitor 4", "waiting") == [(0, 0.1)]


@pytest.mark.parametrize(
    ("way", "at_once"),
    [("blocking", 1), ("plain", 40), ("to_thread", 8), ("own_pool", 100), ("asynchronous", 100)],
)
def test_answers_come_in_steps_as_high_as_the_number_of_threads(lesson, way, at_once):
    due = [round(0.2 * (number // at_once + 1), 1) for number in range(100)]
    assert lesson.curves[way] == due


@pytest.mark.parametrize("connections", [1, 2, 5])
def test_as_many_requests_deadlock_as_there_are_tokens_and_connections(lesson, connections):
    sources = {cell.id: cell.source for cell in read_notebook(LESSON).cells}
    two = '    connections.put("connection 1")\n    connections.put("connection 2")\n'
    assert two in sources["reports"]
    more = sources["reports"].replace(
        two, f"    [connections.put(n) for n in range({connections})]\n"
    )
    exec(more, lesson.names)
    assert run(lesson.names["reports"]("/report", 39 + connections)) > 0
    with pytest.raises(Deadlock):
        run(lesson.names["reports"]("/report", 40 + connections))


def test_the_with_block_stalls_the_loop_until_the_job_is_done(lesson):
    recording = recording_of(lesson.leave_with_a_job(lesson.with_block, []))
    assert spans(recording, "leave_with_a_job", "stalled") == [(0.1, 1.1)]
    recording = recording_of(lesson.leave_with_a_job(lesson.lifespan, beats := []))
    assert spans(recording, "leave_with_a_job", "stalled") == []
    assert beats == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
