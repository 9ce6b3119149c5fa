"""What is recorded of a real program: states without gaps, labels, hops, locks."""

import _thread
import asyncio
import threading
import time
from itertools import pairwise

import pytest

from helpers.timeline import Timeline, active

cache = threading.Lock()


def read_disk():
    with cache:
        time.sleep(0.1)


async def fetch(seconds):
    await asyncio.sleep(seconds)
    return seconds


async def worker(lock):
    for _ in range(5):
        async with lock:
            await asyncio.sleep(0.002)
        await asyncio.sleep(0)
    await asyncio.to_thread(read_disk)


async def main():
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        for i in range(4):
            group.create_task(worker(lock), name=f"w{i}")
    doomed = asyncio.create_task(fetch(9), name="doomed")
    await asyncio.sleep(0.003)
    doomed.cancel()
    await asyncio.wait([doomed])


@pytest.fixture(scope="module")
def recording():
    with Timeline() as seen:
        asyncio.run(main())
    return seen.recording


def lanes(recording, kind):
    return [lane.name for lane in recording.shown() if lane.kind == kind]


def test_a_task_is_in_one_state_at_a_time_without_gaps(recording):
    assert lanes(recording, "task") == ["main", "w0", "w1", "w2", "w3", "doomed"]
    for name in lanes(recording, "task"):
        spans = recording.on(name)
        assert all(a.end == b.start for a, b in pairwise(spans)), name
        assert spans[-1].state == "running"


def test_a_thread_is_in_one_state_at_a_time_without_gaps(recording):
    for name in lanes(recording, "thread"):
        spans = recording.on(name)
        assert all(a.end == b.start for a, b in pairwise(spans)), name


def test_a_loop_runs_one_thing_at_a_time(recording):
    spans = recording.on("loop")
    assert all(a.end <= b.start for a, b in pairwise(spans))
    steps = [s for s in spans if s.state in ("running", "stalled")]
    assert {s.label for s in steps} >= {"main", "w0", "w1", "w2", "w3", "doomed"}


def test_labels_say_what_is_awaited(recording):
    labels = {s.label for s in recording.spans if s.state == "waiting"}
    assert labels >= {"sleep", "sleep(0)", "lock.acquire", "to_thread", "TaskGroup", "wait"}


def test_work_that_crosses_threads_is_a_hop(recording):
    out = [h for h in recording.hops if h.label == "submit"]
    workers = lanes(recording, "thread")
    back = [h for h in recording.hops if h.source in workers]
    assert sorted(h.source for h in out) == ["w0", "w1", "w2", "w3"]
    assert sorted(h.target for h in back) == ["w0", "w1", "w2", "w3"]
    assert all(h.start <= h.end for h in recording.hops)


def test_locks_are_held_by_one_at_a_time(recording):
    assert sorted(lanes(recording, "lock")) == ["lock · cache", "lock · lock"]
    for name in lanes(recording, "lock"):
        spans = recording.on(name, "held")
        assert all(a.end <= b.start for a, b in pairwise(spans))
    assert len(recording.on("lock · lock")) == 20
    assert {s.label for s in recording.on("lock · lock")} == {"w0", "w1", "w2", "w3"}
    assert len(recording.on("lock · cache")) == 4


def test_waiting_for_a_thread_lock_blocks_the_thread(recording):
    labels = [s.label for s in recording.spans if s.state == "blocked"]
    assert any(label.startswith("cache.acquire · test_recorder.py line ") for label in labels)


def test_a_blocking_call_stalls_the_loop_and_is_named_with_its_line():
    async def hog():
        await asyncio.sleep(0)
        time.sleep(0.06)  # noqa: ASYNC251 - the line

    with Timeline() as seen:
        asyncio.run(hog())
    line = hog.__code__.co_firstlineno + 2
    (stall,) = seen.recording.on("hog", "stalled")
    assert stall.label.startswith(f"time.sleep · test_recorder.py line {line} · ")
    assert stall.end - stall.start >= 0.06


def test_computing_stalls_the_loop_and_is_named_with_its_line():
    async def hog():
        end = time.perf_counter() + 0.2
        while time.perf_counter() < end:
            pass

    with Timeline() as seen:
        asyncio.run(hog())
    (stall,) = seen.recording.on("hog", "stalled")
    first = hog.__code__.co_firstlineno
    places = [f"hog · test_recorder.py line {first + n} · " for n in (2, 3)]
    assert stall.label.startswith(tuple(places))


def test_nothing_listens_any_more_when_the_body_raised():
    before = (asyncio.Handle._run, time.sleep, threading.Lock, threading.Thread.start)
    threads = threading.active_count()
    with pytest.raises(ZeroDivisionError), Timeline():
        assert asyncio.Handle._run is not before[0]
        1 / 0  # noqa: B018
    assert before == (asyncio.Handle._run, time.sleep, threading.Lock, threading.Thread.start)
    assert active() is None
    assert type(cache) is type(threading.Lock())
    assert threading.active_count() == threads


def test_a_second_timeline_inside_is_refused_and_the_first_goes_on():
    with Timeline() as outer:
        with pytest.raises(RuntimeError, match="already open"), Timeline():
            pass
        assert active() is outer
        asyncio.run(fetch(0))
    assert "fetch" in lanes(outer.recording, "task")


def test_a_second_timeline_in_another_thread_is_refused():
    refused = []

    def second():
        try:
            with Timeline():
                pass
        except RuntimeError as error:
            refused.append(str(error))

    with Timeline():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert "already open" in refused[0]


def test_a_stall_limit_and_a_record_limit_must_make_sense():
    with pytest.raises(ValueError, match="stall must be more than 0"):
        Timeline(stall=0)
    with pytest.raises(ValueError, match="limit at least 1"):
        Timeline(limit=0)


@pytest.mark.parametrize("whole", [False, True])
def test_a_recording_that_came_to_its_limit_is_cut_or_empty(whole):
    async def main():
        for _ in range(20):
            await asyncio.sleep(0)

    with Timeline(limit=10, whole=whole) as seen:
        asyncio.run(main())
    assert "ended after 10 records" in seen.recording.notes[0]
    assert bool(seen.spans) is bool(seen.lanes) is not whole


def test_a_timeline_records_once():
    with Timeline() as seen:
        pass
    with pytest.raises(RuntimeError, match="make a new one"), seen:
        pass


def test_while_the_block_is_open_the_recording_reaches_to_now():
    """A lock that is held and a call that goes on end where the look was taken, not before."""
    held = threading.Lock()
    stop = threading.Event()
    with Timeline() as seen:
        waits = threading.Thread(target=stop.wait, name="waits")
        waits.start()
        with held:
            time.sleep(0.02)
            early = seen.recording
        stop.set()
        waits.join()
    assert early.length >= 0.02
    assert all(0 <= span.start <= span.end <= early.length for span in early.spans)
    assert early.on("waits", "blocked")[-1].end == early.length


def test_the_threads_are_counted_alike_as_long_as_the_block_lasts():
    """Tests of the standard library wait until as many are left as there were before."""
    for _ in range(20):
        with Timeline():
            first = _thread._count()
            time.sleep(0.005)
            assert _thread._count() == first
