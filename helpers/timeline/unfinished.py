"""What is still going on when a recording ends, or a run in virtual time: as records of a log."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.timeline.log import Log, Step, ThreadState, Track

__all__ = ["unfinished"]

Record = tuple[Any, ...]


def unfinished(log: Log, threads: Mapping[int, ThreadState], end: float) -> Iterator[Record]:
    """What these threads, the tasks, and the holders of locks are at, as if it ended at `end`.

    threads: of the log, by their idents. The log is not changed.
    """
    stepping: set[Track | None] = set()
    for ident, state in threads.items():
        yield from _of_thread(log, ident, state, end, stepping)
    for track in log.tracks:
        if track.kind == "task":
            log.name_task(track, track.ref())
            if track not in stepping and (track.since is not None or _is_made(track)):
                yield "pending", track, track.made, track.since, track.awaiting, track.ready, end
        if track.holders:
            yield "held", track, track.taken, end, tuple(track.holders)


def _is_made(track: Track) -> bool:
    return track.made is not None and not track.end


def _of_thread(
    log: Log, ident: int, state: ThreadState, end: float, stepping: set[Track | None]
) -> Iterator[Record]:
    for kind, start, label in state.open:
        yield kind, state.track, start, end, label
    for run in state.runs:
        yield "loop", run.loop, state.track, run.start, end
    call = log.under_way(ident, state)
    if call is not None and state.step is None:
        yield "blocked", state.track, call[0], end, *call[1:]
    step, loop = state.step, state.loop
    while step is not None:
        stepping.add(step.track)
        yield from _of_step(loop, step, _as_far(state, step, call, end), end)
        loop = _loop_of_outer(state, loop, step)
        step, call = step.outer, None


def _as_far(state: ThreadState, step: Step, call: Any, end: float) -> Step:
    """A copy of the step, with what it is in the middle of."""
    now = copy.copy(step)
    if call is not None:
        now.note_call(call[0], end, *call[1:])
    for run in state.runs:
        if run.outer is step:
            run.add_to(now, end)
    return now


def _of_step(loop: Track, step: Step, now: Step, end: float) -> Iterator[Record]:
    track = step.track
    hop = step.hop if track is None else track.hop
    if hop is not None:
        yield "hop", *hop, track or loop, step.began, "call_soon_threadsafe"
    if track is None:
        yield "callback", loop, "callback", now, end
    else:
        yield "step", loop, track, track.since, track.awaiting, step.ready, now, end


def _loop_of_outer(state: ThreadState, loop: Track, step: Step) -> Track:
    """The loop of the step that this one runs inside of."""
    for run in state.runs:
        if run.outer is step.outer and run.held is not None:
            loop = run.held
    return loop
