"""Runs a program of the reader's in a child process, and says who waits for whom once it hangs."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from helpers import watchdog
from helpers.own_program.limits import ends_by_itself
from helpers.own_program.script import CannotRun, execute, load
from helpers.timeline import Recording, Span, Timeline
from helpers.timeline.model import duration
from helpers.timeline.places import place
from helpers.watchdog import Outcome, StackOf
from helpers.whose_code import is_users

__all__ = ["HUNG", "hang"]

CANNOT, HUNG = 2, 3  # exit codes: there is no such program; it hung
GLANCE = 0.1  # seconds between two looks at the threads
WORK = 0.02  # seconds of computing between two looks that count as work
SHARE = 0.1  # of a longer time, which on a busy machine has less of it between two looks
SPARE = 10.0  # seconds for Python and the recorder to start
OUTPUT = 1_000_000  # bytes that are kept of what the program prints


def hang(
    target: str, words: Sequence[str] = (), *, is_module: bool, seconds: float, idle: float
) -> int:
    """Run a program until it ends or hangs, and print what it printed and who waits for whom.

    seconds: it is stopped after so many. idle: it hangs if for so many seconds no thread of it has
    gone on, hardly anything was computed, and no thread sleeps or waits with a time limit: that
    ends by itself. Returns its exit code, or HUNG.
    """
    with TemporaryDirectory(prefix="hang-") as folder:
        told = str(Path(folder) / "told.json")
        outcome = watchdog.run(
            f"{__name__}:watched", target, list(words), is_module, seconds, idle, told,
            seconds=seconds + SPARE, output_limit=OUTPUT, cwd=os.getcwd(),
        )  # fmt: skip
        print(outcome.stdout, end="")
        print(outcome.stderr, end="", file=sys.stderr)
        with contextlib.suppress(FileNotFoundError):
            said = json.loads(Path(told).read_text(encoding="utf-8"))
            print("\n".join(said["lines"]), file=sys.stderr)
            return said["code"]
    print("\n".join(_of_outcome(outcome)), file=sys.stderr)
    return HUNG if outcome.kind == "stopped" else (outcome.exit_code or 1)


def watched(
    target: str, words: list[str], is_module: bool, seconds: float, idle: float, told: str
) -> None:
    """In the child: run the program with an observer beside it, and write down how it ended."""
    try:
        program = load(target, words, is_module=is_module)
    except CannotRun as error:
        _tell(told, [f"Loops & Threads: {error}"], CANNOT)
        return
    with Timeline(scope={}) as seen:
        observer = threading.Thread(
            target=_observe, args=[seen, seconds, idle, told], name="observer", daemon=True
        )
        observer.start()
        ending = execute(program)
        threading._shutdown()  # what Python does next: it waits for threads and for pools' jobs
    _tell(told, [f"{program.line} {ending.words}; it did not hang."], ending.code)


def _tell(told: str, lines: list[str], code: int) -> None:
    """Write the report at once or not at all: the process may end at any moment."""
    text = json.dumps({"lines": lines, "code": code})
    Path(f"{told}.new").write_text(text, encoding="utf-8")
    os.replace(f"{told}.new", told)


def _observe(seen: Timeline, seconds: float, idle: float, told: str) -> None:
    """Wait until the program hangs or its time is over, tell why, and end the process."""
    if _hangs(seen, time.monotonic() + seconds, idle):
        why = f"it hangs: for {duration(idle)} nothing of it has gone on."
    else:
        why = f"it was stopped after {duration(seconds)}."
    _tell(told, [why, *who_waits(seen.recording), *_stacks()], HUNG)
    with contextlib.suppress(Exception):
        sys.stdout.flush()
    os._exit(HUNG)


def _hangs(seen: Timeline, until: float, idle: float) -> bool:
    """Look at the threads until none has gone on for `idle` seconds, or the time is over."""
    since, stood, used = time.monotonic(), _positions(), time.process_time()
    first = used
    while time.monotonic() < until:
        time.sleep(GLANCE)
        before, used = used, time.process_time()
        stands, stood_still = _positions(), time.monotonic() - since
        if stands != stood or used - before > WORK:
            since, stood, first = time.monotonic(), stands, used
        elif stood_still > idle:
            rests = used - first < SHARE * stood_still
            if rests and not _goes_on_later() and not _tasks_sleep(seen.recording):
                return True
            since, used = time.monotonic(), time.process_time()
            first = used
    return False


def _goes_on_later() -> bool:
    """Whether a thread sleeps, or waits with a time limit."""
    own = threading.get_ident()
    return any(ends_by_itself(f) for ident, f in sys._current_frames().items() if ident != own)


def _positions() -> dict[int, tuple[int, int]]:
    """Where each thread stands, but the observer's own."""
    own = threading.get_ident()
    frames = sys._current_frames().items()
    return {ident: (id(frame), frame.f_lasti) for ident, frame in frames if ident != own}


def _last(recording: Recording) -> list[Span]:
    """What goes on at the recording's end."""
    end = max((span.end for span in recording.spans), default=0.0)
    return [span for span in recording.spans if span.end >= end]


def _tasks_sleep(recording: Recording) -> bool:
    """Whether a task sleeps on a loop that goes on: one of another make shows its timers to nobody.

    While a loop is held no sleep of its tasks ends.
    """
    last = _last(recording)
    asleep = any(s.state == "waiting" and s.label.partition(" · ")[0] == "sleep" for s in last)
    return asleep and not any(span.state == "stalled" for span in last)


def who_waits(recording: Recording) -> list[str]:
    """A line for each thread and task that waits at the recording's end, and for whom it waits."""
    last = _last(recording)
    holders = {s.lane.rpartition(" · ")[2]: s.label for s in last if s.state == "held"}
    shown = {lane.name: lane.kind for lane in recording.shown() if lane.kind in ("task", "thread")}
    stopped = [s for s in last if s.state in ("blocked", "waiting", "stalled") and s.lane in shown]
    return sorted(_waits(span, shown[span.lane], holders) for span in stopped)


def _waits(span: Span, kind: str, holders: dict[str, str]) -> str:
    name = span.lane if span.lane.endswith(kind) else f"{kind} {span.lane}"
    if span.state == "stalled":
        return f"  {name} holds its loop: {span.label.rpartition(' · ')[0] or 'its own code'}"
    called = span.label.partition(" · ")[0]
    lock = called.rpartition(".")[0].rpartition(".")[2]
    held = f", which {holders[lock]} holds" if lock in holders else ""
    return f"  {name} waits for {span.label or 'something'}{held}"


def _stacks() -> list[str]:
    """The lines of the reader's own code at which each thread stands, innermost first."""
    frames = sys._current_frames()
    found = ["your own lines, innermost first:"]
    for thread in sorted(threading.enumerate(), key=lambda thread: thread.name):
        lines = _own_lines(frames.get(thread.ident or 0))
        if thread is not threading.current_thread() and lines:
            found += [f"  {thread.name}", *lines]
    return found


def _own_lines(frame: FrameType | None) -> list[str]:
    found = []
    while frame is not None:
        if is_users(frame.f_code.co_filename):
            found.append(_line(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return found


def _line(file: str, line: int, function: str) -> str:
    return f"    {place(file, line)} in {function}"


def _of_outcome(outcome: Outcome) -> list[str]:
    """What the watchdog knows of a program that let its observer say nothing."""
    if outcome.kind != "stopped":
        how = outcome.signal_name or f"exit code {outcome.exit_code}"
        return [f"the process ended itself: {how}; no observer could say more."]
    head = f"it was stopped at its limit of {outcome.limit}."
    if outcome.limit == "seconds":
        head = "it was stopped at its limit of time; no other thread could run meanwhile."
    return [head, *(line for stack in outcome.threads for line in _stack(stack))]


def _stack(stack: StackOf) -> list[str]:
    own = [frame for frame in stack.frames if is_users(frame.file)][::-1]
    lines = [_line(frame.file, frame.line, frame.function) for frame in own]
    return [f"  {stack.name}", *lines] if lines else []
