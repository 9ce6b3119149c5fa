"""Tests of the heartbeat: each stall is made by an event, and ends when it was seen."""

import asyncio
import contextlib
import json
import threading
import time
from functools import partial
from traceback import FrameSummary

import pytest

from helpers import LoopThread
from helpers.heartbeat import Heartbeat, Stall
from helpers.heartbeat.drawing import draw_beats
from helpers.virtual_time import run, work
from tests.kernels import run_cells, text_of

PATIENCE = 20.0  # seconds; only a test that fails waits so long


@pytest.fixture(autouse=True)
def no_thread_is_left():
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


def release_when_seen(heart, release, innermost=None):
    """Let go of the loop as soon as the sampler has seen what holds it.

    innermost: the name of the function that does; any if None.
    """
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        seen = heart.holding
        if seen and innermost in (None, seen[-1].name):
            break
        time.sleep(0.001)
    release()


def hold(heart):
    """Hold the loop's thread until the heartbeat has seen it."""
    release = threading.Event()
    watcher = threading.Thread(target=release_when_seen, args=(heart, release.set))
    watcher.start()
    release.wait(PATIENCE)
    watcher.join()


async def beat_until(heart, beats):
    limit = time.monotonic() + PATIENCE
    while len(heart.beats) < beats and time.monotonic() < limit:  # noqa: ASYNC110 — a stall is noted by another thread
        await asyncio.sleep(0.001)


@contextlib.contextmanager
def loop_in_a_thread():
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="loop")
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def held_by(heart, text):
    return [stall for stall in heart.stalls if stall.line and stall.line.line == text]


def test_a_stall_is_found_with_its_line():
    async def main():
        async with Heartbeat(every=0.01, stall=0.05) as heart:
            await beat_until(heart, 3)
            hold(heart)
            await beat_until(heart, len(heart.beats) + 2)
        return heart

    heart = asyncio.run(main())
    (stall,) = held_by(heart, "release.wait(PATIENCE)")
    assert (stall.line.name, stall.line.filename) == ("hold", __file__)
    assert stall.seconds > 0.06
    assert heart.longest_gap >= stall.seconds
    assert "`release.wait(PATIENCE)`, test_heartbeat.py line" in heart.report()
    assert stall.start in heart.beats


def seen_in_callback(ask):
    """Have a loop call `lock.acquire` until that was seen; return the heartbeat.

    `ask(loop, acquire)` runs in a task of the loop, and has the loop itself make the call.
    """
    lock = threading.Lock()

    async def main():
        async with Heartbeat(every=0.01, stall=0.05) as heart:
            await beat_until(heart, 3)
            lock.acquire()
            seen = heart, lock.release, "_run"  # acquire() itself has no frame
            watcher = threading.Thread(target=release_when_seen, args=seen)
            watcher.start()
            ask(asyncio.get_running_loop(), lock.acquire)
            await asyncio.to_thread(watcher.join)
            await beat_until(heart, len(heart.beats) + 2)
        return heart

    return asyncio.run(main())


def of_acquire(heart):
    return [stall for stall in heart.stalls if stall.called == "lock.acquire"]


def from_a_thread(loop, acquire):
    thread = threading.Thread(target=loop.call_soon_threadsafe, args=(acquire,))
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    "ask",
    [
        lambda loop, acquire: loop.call_later(0.01, acquire),
        lambda loop, acquire: loop.call_soon(partial(acquire, timeout=PATIENCE)),
        from_a_thread,
    ],
)
def test_what_the_loop_itself_calls_is_named_though_it_has_no_line(ask):
    heart = seen_in_callback(ask)
    (stall,) = of_acquire(heart)
    assert stall.line is None
    assert stall.text == "`lock.acquire`, called by the loop itself"
    assert stall.frames[stall.step - 1].name == "_run"
    assert "lock.acquire" in {t.get_text() for t in heart.draw().figure.axes[0].texts}


def test_a_librarys_function_is_named_with_the_line_it_is_at():
    stall = Stall(0.0, 1.0, LIBRARYS, 1, "json.loads")
    assert stall.text == "`json.loads`, called by the loop itself, decoder.py line 353"


def test_between_two_steps_no_line_holds_the_loop():
    stall = Stall(0.0, 1.0, LIBRARYS, len(LIBRARYS), "")
    assert (stall.line, stall.label) == (None, "")
    assert stall.text.startswith("no line was seen to hold it")


LIBRARYS = (
    FrameSummary(__file__, 1, "<module>", line="asyncio.run(main())"),
    FrameSummary(json.decoder.__file__, 353, "raw_decode", line="obj, end = self.scan_once(s, i)"),
)


def test_what_a_loop_thread_was_given_to_call_is_named():
    lock = threading.Lock()
    lock.acquire()
    with LoopThread() as bridge, Heartbeat.watch(bridge.loop, every=0.01, stall=0.05) as heart:
        future = bridge.submit(lock.acquire)
        release_when_seen(heart, lock.release, "run")
        future.result()
        bridge.call(beat_until, heart, len(heart.beats) + 2)
    assert [stall.text for stall in of_acquire(heart)] == [
        "`lock.acquire`, called by the loop itself"
    ]


def test_in_virtual_time_too_what_the_loop_itself_calls_is_named():
    async def main():
        async with Heartbeat(every=0.5, stall=0.1) as heart:
            asyncio.get_running_loop().call_later(0.7, time.sleep, 3)
            await asyncio.sleep(6)
        return heart

    (stall,) = run(main()).stalls
    assert (stall.seconds, stall.text) == (3.2, "`time.sleep`, called by the loop itself")


def test_a_stall_that_lasts_to_the_end_is_counted():
    async def main():
        async with Heartbeat(every=0.01, stall=0.05) as heart:
            hold(heart)
        return heart

    assert len(held_by(asyncio.run(main()), "release.wait(PATIENCE)")) == 1


def test_each_beat_is_counted_once():
    async def main():
        async with Heartbeat(every=0.001, stall=60) as heart:
            await beat_until(heart, 10)
        return heart

    heart = asyncio.run(main())
    counts = heart.histogram()
    assert sum(counts.values()) == len(heart.gaps) == len(heart.beats) - 1
    assert list(counts) == sorted(counts)
    assert heart.longest_gap == pytest.approx(max(heart.gaps))
    assert heart.stalls == []
    assert heart.report().endswith("never more than 60 s late.")


def test_a_loop_in_another_thread_can_be_watched():
    with loop_in_a_thread() as loop:
        with Heartbeat.watch(loop, every=0.01, stall=0.05) as heart:
            asyncio.run_coroutine_threadsafe(beat_until(heart, 3), loop).result(PATIENCE)
            loop.call_soon_threadsafe(hold, heart)
            asyncio.run_coroutine_threadsafe(beat_until(heart, 8), loop).result(PATIENCE)
    assert len(held_by(heart, "release.wait(PATIENCE)")) == 1


def test_it_stops_while_the_loop_is_held():
    release = threading.Event()
    with loop_in_a_thread() as loop:
        heart = Heartbeat.watch(loop, every=0.01, stall=0.05)
        asyncio.run_coroutine_threadsafe(beat_until(heart, 2), loop).result(PATIENCE)
        loop.call_soon_threadsafe(release.wait, PATIENCE)
        release_when_seen(heart, lambda: None)
        heart.stop()
        heart.stop()  # a second time does nothing
        release.set()
    assert heart.stalls[-1].line is not None


def test_a_loop_that_does_not_run_is_not_late():
    loop = asyncio.new_event_loop()
    with contextlib.closing(loop), Heartbeat.watch(loop, every=0.01, stall=0.1) as heart:
        loop.run_until_complete(beat_until(heart, 3))
        time.sleep(1.0)  # nobody is late here: the loop was not asked to run
        loop.run_until_complete(beat_until(heart, 6))
        assert heart.longest_gap < 1.0


def test_nothing_is_left_on_the_loop_even_after_an_error():
    async def main():
        with pytest.raises(LookupError):
            async with Heartbeat(every=0.01) as heart:
                raise LookupError
        beats = heart.beats
        await asyncio.sleep(0.05)
        assert heart.beats == beats
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


def test_a_loop_that_is_closed_ends_the_watch():
    loop = asyncio.new_event_loop()
    heart = Heartbeat.watch(loop, every=0.01, stall=0.01)
    loop.close()
    heart.stop()
    assert heart.beats == ()


def test_it_works_on_the_loop_of_a_notebook():
    source = (
        "import asyncio, time, threading\n"
        "from helpers.heartbeat import Heartbeat\n"
        "before = threading.active_count()\n"
        "async with Heartbeat(every=0.01, stall=0.05) as heart:\n"
        "    await asyncio.sleep(0.02)\n"
        "    time.sleep(1)\n"
        "print(max(heart.stalls, key=lambda s: s.seconds).text, threading.active_count() - before)"
    )
    (outputs,) = run_cells([source])
    assert text_of(outputs) == "`time.sleep(1)`, cell line 6 0"


@pytest.mark.parametrize("options", [{"every": 0}, {"stall": -1}, {"stall": float("inf")}])
def test_bad_times_are_refused(options):
    with pytest.raises(ValueError, match="give a number of seconds above 0"):
        Heartbeat(**options)


def test_it_starts_once_and_on_an_open_loop():
    loop = asyncio.new_event_loop()
    heart = Heartbeat.watch(loop)
    heart.stop()
    with pytest.raises(RuntimeError, match="make a new one"):
        heart.start(loop)
    loop.close()
    with pytest.raises(RuntimeError, match="start the Heartbeat on one that runs"):
        Heartbeat().start(loop)
    with pytest.raises(RuntimeError, match="async with"), Heartbeat():
        pass


BEATS = [0.0, 0.5, 1.0, 2.8, 3.3, 3.8]


def points(picture, marker):
    axes = picture.figure.axes[0]
    (line,) = [line for line in axes.lines if line.get_marker() == marker]
    return list(zip(*line.get_data(), strict=True))


def test_the_picture_shows_beats_holes_and_lines():
    picture = draw_beats(BEATS, every=0.5, labels={1.0: "parse_report()"})
    assert picture.holes == ((1.0, 2.8),)
    peaks = [x for x, y in points(picture, "None") if y == 1.0]
    assert peaks == pytest.approx(BEATS)
    assert [x for x, _ in points(picture, "o")] == pytest.approx([1.5, 2.0, 2.5])
    words = {text.get_text() for text in picture.figure.axes[0].texts}
    assert words == {"1.80 s without a beat", "parse_report()"}
    assert picture.said == "A beat is due every 0.5 s.\nNone came while this ran: parse_report()."


def test_labels_of_neighbouring_holes_do_not_overlap():
    beats = [0.0, 0.05, 0.25, 0.3, 0.5, 0.55]
    long = "time.sleep(0.15); return web.Response(text='slow')"
    picture = draw_beats(beats, every=0.05, stall=0.1, labels={0.05: long, 0.3: long})
    texts = [t for t in picture.figure.axes[0].texts if t.get_text().startswith("time.sleep")]
    picture.figure.canvas.draw()
    left, right = (text.get_window_extent() for text in texts)
    assert left.x1 < right.x0
    assert all(text.get_text().endswith("…") for text in texts)
    assert picture.said.count(long) == 2  # the words are whole


def test_a_gap_within_the_allowance_is_no_hole():
    assert draw_beats(BEATS, every=0.5, stall=1.4).holes == ()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_a_small_png(theme):
    picture = draw_beats([n * 0.05 for n in range(60)], every=0.05, theme=theme)
    png = picture.png
    assert png.startswith(b"\x89PNG") and len(png) < 100_000
    assert repr(picture) == "<heartbeat>"


def test_of_many_beats_those_around_the_longest_gap_are_drawn():
    beats = [n * 0.1 + (5 if n > 700 else 0) for n in range(1000)]
    picture = draw_beats(beats, every=0.1)
    assert len(picture.beats) == 60
    assert picture.holes == ((beats[700], beats[701]),)


def test_a_heartbeat_draws_what_it_noted():
    async def main():
        async with Heartbeat(every=0.01, stall=0.05) as heart:
            hold(heart)
        return heart

    picture = asyncio.run(main()).draw()
    assert "release.wait(PATIENCE)" in {t.get_text() for t in picture.figure.axes[0].texts}


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="fewer than 2 beats"):
        draw_beats([0.0], every=1)
    with pytest.raises(ValueError, match="one of light, dark"):
        draw_beats(BEATS, every=1, theme="blue")


def test_in_virtual_time_all_of_it_is_exact():
    async def main():
        async with Heartbeat(every=0.5, stall=0.1) as heart:
            await asyncio.sleep(1)
            work(1.7)
            await asyncio.sleep(0.9)
        return heart

    heart = run(main())
    assert heart.beats == (0.0, 0.5, 1.0, 2.7, 3.2)
    assert [(stall.start, stall.seconds) for stall in heart.stalls] == [(1.0, 1.7)]
    assert heart.stalls[0].line.line == "work(1.7)"
