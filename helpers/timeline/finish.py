"""Turn the raw log of a recording into lanes, spans and hops with names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpers.timeline.log import Log, Moment, Step, Track
from helpers.timeline.model import Hop, Lane, Recording, Span, duration
from helpers.timeline.unfinished import unfinished

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
_LATER = ("asleep", "run", "alive")  # each takes what the ones before have left


def finish(log: Log) -> Recording:
    """Everything that `log` holds, in plain data; the log itself is not changed."""
    return _Finisher(log).recording()


def nothing_of(log: Log) -> Recording:
    """A recording without anything that was seen, but for the notes that say why."""
    return Recording(virtual=log.virtual, notes=tuple(log.notes), stall=log.stall)


def without(whole: _Piece, holes: Iterable[_Piece]) -> list[_Piece]:
    """`whole` cut up by the `holes` in it; a whole of no length stays as it is."""
    pieces, at = [], whole[0]
    for start, end in sorted(holes):
        if end > at and start < whole[1]:
            if start > at:
                pieces.append((at, start))
            at = max(at, end)
    return [*pieces, (at, whole[1])] if at < whole[1] or not pieces else pieces


def merged(pieces: Iterable[tuple]) -> list[_Piece]:
    """The same time without overlaps."""
    found: list[_Piece] = []
    for start, end, *_ in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


class _Finisher:
    def __init__(self, log: Log) -> None:
        self.log, self.end = log, log.clock() if log.open else log.end
        self.rows: list[tuple] = []  # track, state, start, end, label
        self.hops: list[tuple] = []
        self.busy: dict[Track, list[_Piece]] = {}  # what occupied a loop or a thread
        self.later: list[tuple] = []  # records that need `busy`
        self.gil: dict[Track, list[tuple]] = {}  # when a thread shared or missed the interpreter
        self.pools: dict[tuple, list[Track]] = {}
        self.free: dict[Track, float] = {}
        self.begun: set[Track] = set()
        self.hosts: set[Track] = set()  # threads that ran a loop
        self.blocked: set[Track] = set()
        self.runs: list[tuple] = []  # the lives of threads and the jobs of pools

    def recording(self) -> Recording:
        for kind, *rest in list(self.log.records):
            getattr(self, f"_{kind}")(*rest)
        self._draw_gil()
        for kind, *rest in unfinished(self.log, dict(self.log.threads), self.end):
            getattr(self, f"_{kind}")(*rest)
        for kind, *rest in sorted(self.later, key=lambda r: _LATER.index(r[0])):
            getattr(self, f"_{kind}_later")(*rest)
        names = self._names()
        self._number()
        spans = [
            Span(names[track], state, *self._times(a, b, self._text(label, names)))
            for track, state, a, b, label in self.rows
            if track in names
        ]
        hops = [
            Hop(names[source], self._time(a), names[target], *self._times(a, b, label)[1:])
            for source, a, target, b, label in self.hops
            if source in names and target in names and source is not target
        ]
        return Recording(
            lanes=tuple(self._lane(track, name) for track, name in names.items()),
            spans=tuple(sorted(spans, key=lambda s: s.order)),
            jobs=tuple(
                Span(names[track], "job", *self._times(a, b, label))
                for track, a, b, label in self.runs
                if label and track in names
            ),
            hops=tuple(sorted(hops, key=lambda h: h.order)),
            length=self._time(self.end),
            virtual=self.log.virtual,
            stall=self.log.stall,
            notes=tuple(self.log.notes),
        )

    def _lane(self, track: Track, name: str) -> Lane:
        at = None if track.at is None else self._time(track.at)
        internal = track.internal or (track.kind == "thread" and track.name == "_do_shutdown")
        return Lane(name, track.kind, internal, track.end, at)

    def _time(self, t: float) -> float:
        return round(t - self.log.origin, 9)

    def _times(self, a: float, b: float, label: str) -> tuple:
        """Start, end, label and order of a span."""
        order = self.numbers[Moment.place(a)], self.numbers[Moment.place(b)]
        return self._time(a), self._time(b), label, order

    def _number(self) -> None:
        """Give each moment its position among all of them."""
        times = [t for _, _, a, b, _ in self.rows for t in (a, b)]
        times += [t for _, a, _, b, _ in self.hops for t in (a, b)]
        times += [t for _, a, b, _ in self.runs for t in (a, b)]
        places = sorted(set(map(Moment.place, times)))
        self.numbers = {place: number for number, place in enumerate(places)}

    # ---- names
    def _names(self) -> dict[Track, str]:
        """The lanes to keep, in the order of the picture, each with a name of its own."""
        first: dict[Track, float] = {}
        self.hosts = {track.host for track, *_ in self.rows}
        self.blocked = {track for track, state, *_ in self.rows if state == "blocked"}
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
        is_host = track in self.hosts
        if self.log.virtual and (track is self.log.opener or is_host):
            return False
        if not is_host:
            return True
        return track in self.blocked

    @staticmethod
    def _name(track: Track, loops: int) -> str:
        if track.kind == "loop":
            return "loop" if loops == 1 else f"loop · {track.name}"
        if track.kind == "lock":
            return f"{track.word} · {track.name}"
        return track.name

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
        before = track.made if since is None else since
        due = (
            start if ready is None else min(ready if before is None else max(ready, before), start)
        )
        if since is not None:
            self.rows.append((track, "waiting", since, due, why))
        elif track.made is not None and track not in self.begun:
            self.rows.append((track, "made", min(track.made, due), due, ""))
        self.begun.add(track)
        if due < start:
            self.rows.append((track, "ready", due, start, ""))
        state, label = self._cause(step, end, "no await")
        pieces = without((start, end), [hole[:2] for hole in holes])
        for piece in pieces:
            self.rows.append((track, state, *piece, label))
            shown = (state, track) if not track.closes else ("callback", "the loop is closed")
            self.rows.append((loop, shown[0], *piece, shown[1]))
        for a, b, run in holes:  # it runs the loop meanwhile; or could run, but an eager task does
            self.rows.append((track, "nested" if run else "ready", a, b, run))
        self.busy.setdefault(loop, []).extend(pieces)

    def _callback(self, loop: Track, label: str, step: Step, end: float) -> None:
        label = CALLBACKS.get(label, label)
        state, why = self._cause(step, end, label)
        for piece in without((step.began, end), [hole[:2] for hole in step.gaps or ()]):
            shown = "callback" if state == "running" else state
            self.rows.append((loop, shown, *piece, why or label))
            self.busy.setdefault(loop, []).append(piece)

    def _pending(
        self, track: Track, made: Any, since: Any, why: Any, ready: Any, end: float
    ) -> None:
        """A task that waits, or could run."""
        if since is None:
            self.rows.append((track, "made", made, ready, ""))
            since = ready
        if ready is None or not since <= ready < end:
            ready = end
        if since < ready:
            self.rows.append((track, "waiting", since, ready, why))
        if ready < end:
            self.rows.append((track, "ready", ready, end, ""))

    def _cause(self, step: Step, end: float, unknown: str) -> tuple[str, str]:
        """Whether a step stalled its loop, and if so the call and the line that did it."""
        length = end - step.began - sum(b - a for a, b in merged(step.gaps or ()))
        calls = [(b - a, label, where) for a, b, label, where in step.calls or ()]
        longest = max(calls, key=lambda c: c[0], default=(0.0, "", ""))
        cause = " · ".join(filter(None, (self._text(longest[1]), longest[2])))
        if length < self.log.stall:
            return "running", cause if longest[0] else ""
        if step.samples and longest[0] < length / 2:
            cause = max(step.samples, key=step.samples.get)
        return "stalled", f"{cause or unknown} · {duration(length)}"

    def _blocked(self, track: Track, start: float, end: float, label: Any, where: str) -> None:
        text = " · ".join(filter(None, (self._text(label), where)))
        for piece in without((start, end), (piece[:2] for piece in self.gil.get(track, ()))):
            self.rows.append((track, "blocked", *piece, text))
        self.busy.setdefault(track, []).append((start, end))

    def _gil(self, track: Track, state: str, start: float, end: float) -> None:
        """Each step of the virtual clock tells a piece; those that follow on each other are one."""
        pieces = self.gil.setdefault(track, [])
        if pieces and pieces[-1][1:] == (start, state):
            start = pieces.pop()[0]
        pieces.append((start, end, state))

    def _draw_gil(self) -> None:
        for track, pieces in self.gil.items():
            self.rows += [(track, state, start, end, "") for start, end, state in pieces]
            self.busy.setdefault(track, []).extend(piece[:2] for piece in pieces)

    def _asleep(self, track: Track, start: float, end: float, label: str, where: str) -> None:
        self.later.append(("asleep", track, start, end, label, where))

    def _asleep_later(self, track: Track, start: float, end: float, label: str, where: str) -> None:
        """What was seen from outside ends with the job, and where it is known better."""
        for one, a, b, _ in self.runs:
            if one is track and a < end and start < b:
                whole = max(a, start), min(b, end)
                for piece in without(whole, self.busy.get(track, ())):
                    self._blocked(track, *piece, label, where)

    def _run(self, track: Track, start: float, end: float, label: str) -> None:
        self.runs.append((track, start, end, label))
        self.later.append(("run", track, start, end, label))

    def _run_later(self, track: Track, start: float, end: float, label: str) -> None:
        for piece in without((start, end), self.busy.get(track, ())):
            self.rows.append((track, "running", *piece, label))
        self.busy.setdefault(track, []).append((start, end))

    def _alive(self, track: Track, start: float, end: float, _: str) -> None:
        self.later.append(("alive", track, start, end))

    def _alive_later(self, track: Track, start: float, end: float) -> None:
        for a, b in without((start, end), self.busy.get(track, ())):
            if b - a > 0:
                self.rows.append((track, "idle", a, b, ""))
            self.busy.setdefault(track, []).append((a, b))

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
