"""Finds what no listener sees: the line that holds a loop, and the call in which a thread waits."""

from __future__ import annotations

import _thread
import os
import sys
import time
from time import clock_gettime, perf_counter
from types import FrameType
from typing import NamedTuple

from helpers.timeline.log import Log, Step, ThreadState
from helpers.timeline.places import call_at, place, step_frame, users_frame

__all__ = ["CAN_TELL", "Sampler"]

# Linux says of each thread whether it sleeps, and how long it has computed.
CAN_TELL = os.path.exists("/proc/self/task") and hasattr(time, "pthread_getcpuclockid")


class Look(NamedTuple):
    """A thread at one moment: what it is in, since when, and in words if it sleeps there."""

    at: float
    spot: tuple[int, int, int]
    ran: float
    state: ThreadState
    began: float
    words: tuple[str, str] | tuple[()] = ()


class Sampler:
    """Looks every half stall limit at the steps that have run for longer, and at plain threads.

    It runs in a bare thread: `threading.enumerate` and `active_count` of the traced program must
    not change because somebody looks on, and `_thread._count` not while it does.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._stop, self._gone = _thread.allocate_lock(), _thread.allocate_lock()
        self._looks: dict[int, Look] = {}
        self._last = 0.0  # when it looked last

    def start(self) -> None:
        """Begin to look."""
        self._stop.acquire()
        self._gone.acquire()
        begun = _thread.allocate_lock()
        begun.acquire()
        _thread.start_new_thread(self._look, (begun,))
        begun.acquire()  # a thread is counted from its first step on

    def stop(self) -> None:
        """Stop, and wait until the thread has ended."""
        if self._stop.locked():
            self._stop.release()
            self._gone.acquire()
            self._gone.release()

    def _look(self, begun: _thread.LockType) -> None:
        begun.release()
        pause = self._log.stall / 2
        try:
            while not self._stop.acquire(timeout=pause):
                now, frames = perf_counter(), sys._current_frames()
                plain = {}
                for ident, state in list(self._log.threads.items()):
                    step = state.step
                    if step is not None:
                        if now - step.began > pause:
                            self._sample(frames.get(ident), step)
                    elif _is_plain(state) and ident in frames:
                        plain[ident] = state
                self._look_at(plain, frames, now)
            self._look_at({}, {}, perf_counter())
        finally:
            self._gone.release()

    @staticmethod
    def _sample(frame: FrameType | None, step: Step) -> None:
        frame = step_frame(frame)
        if frame is not None:
            code = frame.f_code
            seen = f"{code.co_name} · {place(code.co_filename, frame.f_lineno)}"
            step.samples = step.samples or {}
            step.samples[seen] = step.samples.get(seen, 0) + 1

    # ---- threads that wait in a call
    def _look_at(self, plain: dict[int, ThreadState], frames: dict, now: float) -> None:
        """Compare with the last look: who sleeps in the call in which it slept before?"""
        before, self._looks = self._looks, {}
        for ident, state in plain.items() if CAN_TELL else ():
            asleep, ran = _of_system(state)
            last = before.get(ident)
            look = Look(now, _spot(frames[ident]), ran, state, max(state.open[-1][1], self._last))
            if last is not None and last.state is state:
                computed = ran - last.ran
                if asleep and look.spot == last.spot and computed <= 0.05 * (now - last.at):
                    del before[ident]
                    words = last.words or _words(frames[ident])
                    look = look._replace(began=last.began, words=words)
                else:  # first it computed, we take it, and then it fell asleep
                    look = look._replace(began=min(now, last.at + computed))
            self._looks[ident] = look
        self._last = now
        turns = 2 * sys.getswitchinterval() * len(plain)  # so long one may wait for the interpreter
        for ident, look in before.items():
            next_look = self._looks.get(ident)
            end = now if next_look is None else max(look.at, now - (next_look.ran - look.ran))
            if look.words and end - look.began > turns:
                self._log.records.append(("asleep", look.state.track, look.began, end, *look.words))


def _is_plain(state: ThreadState) -> bool:
    """Whether the thread runs code of the reader, outside of loops and of calls seen already."""
    at_work = bool(state.open) and state.open[-1][0] == "run"
    return at_work and not state.runs and state.call is None and not state.starting


def _of_system(state: ThreadState) -> tuple[bool, float]:
    """Whether a thread sleeps, see proc_pid_stat(5), and the seconds that it has computed."""
    try:
        with open(f"/proc/self/task/{state.native}/stat", "rb") as file:
            status = file.read().rpartition(b") ")[2]
        return status[:1] in b"SD", clock_gettime(state.cpu)
    except OSError:  # it has just ended
        return False, 0.0


def _spot(frame: FrameType) -> tuple[int, int, int]:
    reader = users_frame(frame)
    return id(frame), frame.f_lasti, reader.f_lasti if reader else 0


def _words(frame: FrameType) -> tuple[str, str]:
    """What to call the call, and its line."""
    reader = users_frame(frame)
    if reader is None:
        return frame.f_code.co_qualname, ""
    code = reader.f_code
    return call_at(reader) or code.co_name, place(code.co_filename, reader.f_lineno)
