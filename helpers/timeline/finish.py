"""Turn the raw log of a recording into lanes, spans and hops with names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpers.timeline.log import Log, Step, ThreadState, Track
from helpers.timeline.model import Hop, Lane, Recording, Span, duration

__all__ = ["finish", "nothing_of"]

_KINDS = ("loop", "task", "thread", "process", "lock")
# What asyncio's own callbacks are for; their names differ between versions.
CALLBACKS = {
    "_set_result_unless_cancelled": "a sleep is over",
    "BaseSelectorEventLoop._read_from_self": "woken from outside",
    "BaseProactorEventLoop._loop_self_reading": "woken from outside",
    "run_coroutine_threadsafe.<locals>.callback": "a coroutine arrives from a thread",
    "_chain_future.<locals>._set_state": "a result arrives from a thread",
    "_chain_future.<locals>._call_set_state": "a result leaves for a thread",
    "_chain_future.<locals>._call_check_cancel": "a future is done",
    "TaskGroup._on_task_done": "a task of the group is done",
    "gather.<locals>._done_callback": "a task of gather is done",
    "_wait.<locals>._on_completion": "a task of wait is done",
    "_release_waiter": "a wait is over",
    "Timeout._on_timeout": "a timeout",
    "_run_until_complete_cb": "the run is over",
    "_nothing": "the recording began",
}
_Piece = tuple[float, float]


def finish(log: Log) -> Recording:
    """Everything that `log` holds, in plain data; the log itself is not changed."""
    return _Finisher(log).recording()


def nothing_of(log: Log) -> Recording:
    """A recording without anything that was seen, but for the note that says why."""
    return Recording(virtual=log.virtual, notes=notes(log), stall=log.stall)


def notes(log: Log) -> tuple[str, ...]:
    """Sentences on what the recording does not show."""
    if not log.full:
        return ()
    return (f"recording ended after {log.limit} records, the limit of this Timeline",)


def without(whole: _Piece, holes: Iterable[_Piece]) -> list[_Piece]:
    """`whole` cut up by the `holes` in it; a whole of no length stays as it is."""
    pieces, at = [], whole[0]
    for start, end in sorted(holes):
        if end > at and start < whole[1]:
            if start > at:
                pieces.append((at, start))
            at = max(at, end)
    return [*pieces, (at, whole[1])] if at < whole[1] or not pieces else pieces


class _Finisher:
    def __init__(self, log: Log) -> None:
        self.log, self.end = log, log.end
        self.rows: list[tuple] = []  # track, state, start, end, label
        self.hops: list[tuple] = []
        self.busy: dict[Track, list[_Piece]] = {}  # what occupied a loop or a thread
        self.later: list[tuple] = []  # records that need `busy`
        self.pools: dict[tuple, list[Track]] = {}
        self.free: dict[Track, float] = {}
        self.stepping: set[Track] = set()

    def recording(self) -> Recording:
        for kind, *rest in list(self.log.records):
            getattr(self, f"_{kind}")(*rest)
        self._unfinished()
        for kind, *rest in sorted(self.later, key=lambda r: r[0] == "alive"):  # runs go first
            getattr(self, f"_{kind}_later")(*rest)
        names = self._names()
        spans = [
            Span(names[track], state, self._time(a), self._time(b), self._text(label, names))
            for track, state, a, b, label in self.rows
            if track in names
        ]
        hops = [
            Hop(names[source], self._time(a), names[target], self._time(b), label)
            for source, a, target, b, label in self.hops
            if source in names and target in names and source is not target
        ]
        return Recording(
            lanes=tuple(Lane(names[t], t.kind, self._is_internal(t)) for t in names),
            spans=tuple(sorted(spans, key=lambda s: (s.start, s.end))),
            jobs=tuple(
                Span(names[track], "job", self._time(a), self._time(b), label)
                for kind, track, a, b, label in (r for r in self.later if r[0] == "run")
                if label and track in names
            ),
            hops=tuple(sorted(hops, key=lambda h: (h.start, h.end))),
            length=self._time(self.end),
            virtual=self.log.virtual,
            stall=self.log.stall,
            notes=notes(self.log),
        )

    def _time(self, t: float) -> float:
        return round(t - self.log.origin, 9)

    # ---- what was still going on at the end
    def _unfinished(self) -> None:
        for state in list(self.log.threads.values()):
            for kind, start, label in state.open:
                getattr(self, f"_{kind}")(state.track, start, self.end, label)
            if state.call is not None and state.step is None:
                self._blocked(state.track, state.call[0], self.end, state.call[1], "")
            if state.step is not None:
                self._under_way(state, state.step)
        for track in self.log.tracks:
            if track.kind == "task":
                self.log.name_task(track, track.ref())
            if track.kind == "task" and track.since is not None and track not in self.stepping:
                self._pending(track)
            if track.holders:
                self._held(track, track.taken, self.end, tuple(track.holders))

    def _under_way(self, state: ThreadState, step: Step) -> None:
        track = step.track
        if track is None:
            self._callback(state.loop, "callback", step, self.end)
        else:
            self.stepping.add(track)
            self._step(state.loop, track, track.since, track.awaiting, step.ready, step, self.end)

    def _pending(self, track: Track) -> None:
        ready = self.end
        if track.ready is not None and track.since <= track.ready < self.end:
            ready = track.ready
            self.rows.append((track, "ready", ready, self.end, ""))
        self.rows.append((track, "waiting", track.since, ready, track.awaiting))

    # ---- names
    def _names(self) -> dict[Track, str]:
        """The lanes to keep, in the order of the picture, each with a name of its own."""
        first: dict[Track, float] = {}
        for track, _, start, *_ in self.rows:
            first[track] = min(first.get(track, start), start)
        order = {track: i for i, track in enumerate(self.log.tracks)}
        kept = [track for track in first if track.kind in _KINDS and self._keeps(track)]
        kept.sort(key=lambda t: (_KINDS.index(t.kind), first[t], order.get(t, len(order))))
        loops = sum(track.kind == "loop" for track in kept)
        names: dict[Track, str] = {}
        for track in kept:
            name = self._name(track, loops)
            taken = sum(n == name or n.startswith(f"{name} #") for n in names.values())
            names[track] = f"{name} #{taken + 1}" if taken else name
        return names

    def _keeps(self, track: Track) -> bool:
        """A thread that only runs a loop is shown by the loop's lane alone."""
        if track.kind != "thread":
            return True
        hosts = {t.name for t, *_ in self.rows if t.kind == "loop"}
        if self.log.virtual and (track is self.log.opener or track.name in hosts):
            return False
        if track.name not in hosts:
            return True
        return any(t is track and state == "blocked" for t, state, *_ in self.rows)

    @staticmethod
    def _name(track: Track, loops: int) -> str:
        if track.kind == "loop":
            return "loop" if loops == 1 else f"loop · {track.name}"
        if track.kind == "lock":
            return f"{track.word} · {track.name}"
        return track.name

    @staticmethod
    def _is_internal(track: Track) -> bool:
        return track.internal or track.name in (
            "shutdown_default_executor",
            "shutdown_asyncgens",
            "_do_shutdown",
        )

    def _text(self, label: Any, names: dict[Track, str] | None = None) -> str:
        """A label in words: text, a lane, or a method of a lock, queue, event ..."""
        if isinstance(label, tuple):
            return f"{label[0].name}.{label[1]}"
        if isinstance(label, Track):
            return (names or {}).get(label, label.name)
        return label or ""

    # ---- one method for each kind of record
    def _step(
        self, loop: Track, track: Track, since: Any, why: Any, ready: Any, step: Step, end: float
    ) -> None:
        start, holes = step.began, step.gaps or ()
        due = start if ready is None else min(max(ready, since or 0.0), start)
        if since is not None:
            self.rows.append((track, "waiting", since, due, why))
        if due < start:
            self.rows.append((track, "ready", due, start, ""))
        state, label = self._cause(step, end)
        pieces = without((start, end), holes)
        for piece in pieces:
            self.rows.append((track, state, *piece, label))
            self.rows.append((loop, state, *piece, track))
        for hole in holes:  # it could run, but an eager task runs first
            self.rows.append((track, "ready", *hole, ""))
        self.busy.setdefault(loop, []).extend(pieces)

    def _callback(self, loop: Track, label: str, step: Step, end: float) -> None:
        state, why = self._cause(step, end)
        for piece in without((step.began, end), step.gaps or ()):
            shown = "callback" if state == "running" else state
            self.rows.append((loop, shown, *piece, why or CALLBACKS.get(label, label)))
            self.busy.setdefault(loop, []).append(piece)

    def _cause(self, step: Step, end: float) -> tuple[str, str]:
        """Whether a step stalled its loop, and if so the call and the line that did it."""
        length = end - step.began - sum(b - a for a, b in step.gaps or ())
        calls = [(b - a, label, where) for a, b, label, where in step.calls or ()]
        longest = max(calls, key=lambda c: c[0], default=(0.0, "", ""))
        where = f"{self._text(longest[1])} · {longest[2]}"
        if length < self.log.stall:
            return "running", where if longest[0] else ""
        if step.samples and longest[0] < length / 2:
            where = max(step.samples, key=step.samples.get)
        elif not longest[0]:
            where = "no await"
        return "stalled", f"{where} · {duration(length)}"

    def _blocked(self, track: Track, start: float, end: float, label: Any, where: str) -> None:
        text = self._text(label)
        self.rows.append((track, "blocked", start, end, f"{text} · {where}" if where else text))
        self.busy.setdefault(track, []).append((start, end))

    def _run(self, track: Track, start: float, end: float, label: str) -> None:
        self.later.append(("run", track, start, end, label))

    def _run_later(self, track: Track, start: float, end: float, label: str) -> None:
        for piece in without((start, end), self.busy.get(track, ())):
            self.rows.append((track, "running", *piece, label))
        self.busy.setdefault(track, []).append((start, end))

    def _alive(self, track: Track, start: float, end: float, _: str) -> None:
        self.later.append(("alive", track, start, end))

    def _alive_later(self, track: Track, start: float, end: float) -> None:
        for a, b in without((start, end), self.busy.get(track, ())):
            self.rows.append((track, "idle", a, b, ""))

    def _loop(self, loop: Track, track: Track, start: float, end: float) -> None:
        self.busy.setdefault(track, []).append((start, end))
        self.later.append(("alive", loop, start, end))

    def _held(self, lock: Track, start: float, end: float, holders: tuple[Track, ...]) -> None:
        who = holders[0] if len(set(holders)) == 1 else f"{len(holders)} holders"
        self.rows.append((lock, "held", start, end, who))

    def _hop(self, source: Track, start: float, target: Track, end: float, label: str) -> None:
        self.hops.append((source, start, target, end, label))

    def _job(
        self, pool: int, workers: int, source: Track, since: float, end: float, label: str
    ) -> None:
        """A process pool takes its jobs in order: each starts when a worker is free."""
        lanes = self.pools.setdefault((pool, workers), [])
        track = next((t for t in lanes if self.free[t] <= since), None)
        if track is None and len(lanes) < workers:
            track = Track("process", f"process {len(lanes) + 1}")
            lanes.append(track)
        track = track or min(lanes, key=self.free.__getitem__)
        start = min(max(since, self.free.get(track, since)), end)
        self.free[track] = end
        self.rows.append((track, "running", start, end, label))
        self.hops.append((source, since, track, start, "submit"))
