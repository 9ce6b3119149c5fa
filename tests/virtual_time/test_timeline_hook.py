"""A recording that is open when a run begins is told of the virtual clock, and when it ends."""

import asyncio
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from helpers.virtual_time import run


class Recorder:
    """Stands in for the timeline: listens on top of what virtual time has replaced."""

    def __init__(self):
        self.log, self.original = [], None

    def enter_virtual_time(self, now):
        self.now, self.original = now, time.sleep
        time.sleep = self.sleep
        self.log.append(("enter", now()))

    def sleep(self, seconds):
        start = self.now()
        self.original(seconds)
        self.log.append((threading.current_thread().name, start, self.now()))

    def leave_virtual_time(self):
        time.sleep = self.original
        self.log.append(("leave", self.now()))


@pytest.fixture
def recorder(monkeypatch):
    recorder = Recorder()
    module = SimpleNamespace(active=lambda: recorder)
    monkeypatch.setitem(sys.modules, "helpers.timeline.recorder", module)
    return recorder


async def main():
    threading.Thread(target=lambda: time.sleep(2), name="plain").start()
    await asyncio.sleep(0.5)
    time.sleep(1)  # noqa: ASYNC251


def test_a_recorder_sees_waits_with_virtual_durations(recorder):
    before = time.sleep
    run(main())
    assert time.sleep is before
    assert recorder.log == [
        ("enter", 0.0),
        ("virtual loop", 0.5, 1.5),
        ("plain", 0.0, 2.0),
        ("leave", 2.0),
    ]


def test_a_recorder_is_left_after_an_error(recorder):
    async def fails():
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        run(fails())
    assert [what for what, *_ in recorder.log] == ["enter", "leave"]


def test_no_recording_is_no_problem(recorder, monkeypatch):
    monkeypatch.setattr(sys.modules["helpers.timeline.recorder"], "active", lambda: None)
    run(main())
    assert recorder.log == []


def test_the_timeline_records_waits_with_virtual_durations():
    timeline = pytest.importorskip("helpers.timeline")
    with timeline.Timeline() as seen:
        run(main())
    blocked = {(s.lane, s.start, s.end) for s in seen.spans if s.state in ("blocked", "stalled")}
    assert ("plain", 0.0, 2.0) in blocked
    assert ("main", 0.5, 1.5) in blocked
