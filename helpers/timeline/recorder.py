"""Timeline: records what every task and every thread of a block of code really did."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any

from helpers.timeline.before import adopt_tasks, note_threads_from_before
from helpers.timeline.coroutines import is_readers
from helpers.timeline.description import describe
from helpers.timeline.finish import finish, nothing_of
from helpers.timeline.log import MARK, Log, Step, ThreadState
from helpers.timeline.model import Hop, Lane, Recording, Span
from helpers.timeline.patches import Listeners, begin_foreign, is_foreign
from helpers.timeline.sampler import CAN_TELL, Sampler
from helpers.timeline.trace_file import save, summary
from helpers.timeline.unfinished import unfinished

if TYPE_CHECKING:
    from helpers.timeline.drawing import TimelinePicture
    from helpers.timeline.replay import Replay

__all__ = ["Timeline", "active"]

UNTOLD = "on this system a thread that waits inside of a C library is drawn as running"
NOT_AFTER = "a run in virtual time has failed; what came after it was not recorded"
_opening = threading.Lock()
_open: Timeline | None = None


def active() -> Timeline | None:
    """The Timeline whose block is open now, or None."""
    return _open


class Timeline:
    """Record the tasks, threads, loops and locks of a block of code.

        with Timeline() as seen:
            asyncio.run(main())
        seen.draw()

    clock: a callable that returns seconds; by default real time, or virtual time while
    `helpers.virtual_time` runs the code. stall: a step of a loop that takes at least this many
    seconds is a stall. limit: the recording ends after so many records, so that it cannot fill the
    memory. whole: a recording that came to its limit is empty but for its note, which costs
    nothing; by default it holds what came before. scope: the variables of another module than the
    one that opens the block. Only one Timeline can be open in a process, and each records once:
    RuntimeError otherwise. Seen are locks made inside the block, and those which the module's
    variables, or attributes of its objects, hold when the block begins.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] | None = None,
        stall: float = 0.05,
        limit: int = 100_000,
        whole: bool = False,
        scope: dict[str, Any] | None = None,
    ) -> None:
        if stall <= 0 or limit < 1:
            raise ValueError("stall must be more than 0 seconds, and limit at least 1 record")
        # Below a fifth of a millisecond a call did not block, it merely took its time to return.
        self._log = Log(perf_counter, stall, 0.0 if clock else 2e-4, limit)
        if clock is not None:
            self._log.count_moments(clock)
        self._real = clock is None
        self._scope, self._whole = scope, whole
        self._used = self._stopping = False
        self._recording: Recording | None = None
        self._real_clock: Callable[[], float] | None = None

    def __enter__(self) -> Timeline:
        global _open
        with _opening:
            if _open is not None:
                raise RuntimeError(
                    "a Timeline is already open, and two cannot listen at the same places at once: "
                    "leave its `with` block before you open another"
                )
            if self._used:
                raise RuntimeError("this Timeline has recorded already: make a new one")
            _open = self
        try:
            self._begin(sys._getframe(1).f_globals if self._scope is None else self._scope)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _begin(self, scope: dict[str, Any]) -> None:
        log = self._log
        self._before = MARK.get()
        self._patches, self._sampler = Listeners(log, scope), Sampler(log)
        MARK.set(log.mark)
        log.origin, log.open, self._used = log.clock(), True, True
        state = log.thread()
        log.opener = state.track
        self._patches.install()
        self._patches.swap_locks()
        if self._real:
            self._sampler.start()
            if not CAN_TELL:
                log.notes[UNTOLD] = None
        note_threads_from_before(log)
        try:
            loop, task = asyncio.get_running_loop(), asyncio.current_task()
        except RuntimeError:
            loop = task = None
        if is_foreign(loop):
            begin_foreign(log, state, loop)
        elif task is not None:
            return self._begin_inside(state, loop, task)
        state.open.append(("run", log.origin, ""))

    def _begin_inside(self, state: ThreadState, loop: Any, task: asyncio.Task) -> None:
        """Opened in a running task: its present step began before anybody listened."""
        log = self._log
        log.enter_loop(state, loop)
        track = log.task(task)
        if not is_readers(task.get_coro()):  # a notebook's kernel runs the cell
            track.name, track.named = "this cell", True
        adopt_tasks(log, loop)
        state.step = step = Step()
        step.track, step.began, step.first = track, log.origin, True
        # Makes the loop run a callback right after this step, which is how its end is noticed.
        loop.call_soon(_nothing)

    def _end(self) -> None:
        global _open
        log = self._log
        if log.open:
            log.open, log.end = False, log.clock()
        MARK.set(self._before)
        self._settle_first_step()
        self._patches.close()
        self._sampler.stop()
        if self._recording is None:
            self._recording = nothing_of(log) if log.full and self._whole else finish(log)
        log.clear()
        _open = None

    def _settle_first_step(self) -> None:
        """A block in a notebook that never awaited is ordinary code: show it as its thread."""
        log = self._log
        state = next((each for each in log.threads.values() if each.track is log.opener), None)
        if state is None or state.step is None or not state.step.first:
            return
        step, state.step = state.step, None
        step.track.since = None
        state.open.append(("run", step.began, ""))
        for start, end, label, where in step.calls or ():
            log.records.append(("blocked", state.track, start, end, label, where))

    # ---- virtual time
    def enter_virtual_time(self, now: Callable[[], float]) -> None:
        """From here on read the seconds from `now`; called by a virtual clock that starts.

        What was recorded in real time before is dropped: the two cannot share an axis. A second
        run follows on where the first one ended, unless that has failed.
        """
        if self._recording is not None:
            self._recording = replace(self._recording, notes=(*self._recording.notes, NOT_AFTER))
        log = self._log
        if self._real_clock is None:
            self._real_clock = log.clock
            log.records.clear()
            log.origin, log.virtual, log.least, base = 0.0, True, 0.0, 0.0
            log.notes.pop(UNTOLD, None)
            self._sampler.stop()
        else:
            base = log.clock()
        self._base = base
        log.count_moments(lambda: base + now())
        MARK.set(log.mark)  # also if the clock runs its loop in a thread that was started unseen
        for track in log.tracks:
            track.let_go()
        for state in list(log.threads.values()):
            state.open = [(kind, base, label) for kind, _, label in state.open]
            state.runs = [run._replace(start=base) for run in state.runs]
            if state.step is not None:
                state.step.began = base
            if state.track is not log.opener:
                state.call = None
        self._above = self._patches.layer()
        self._above.install()  # once more, on top of what the virtual clock has replaced

    def note_gil(self, ident: int, state: str, start: float, end: float) -> None:
        """A thread shared the interpreter ("sharing"), or waited for it ("gil"), so long."""
        thread = self._log.threads.get(ident)
        if thread is not None and thread.step is None:  # a loop's step is drawn by itself
            self._log.add("gil", thread.track, state, self._base + start, self._base + end)

    def end_with_failure(self) -> None:
        """End the recording: what comes now only unwinds the threads of a run that has failed."""
        log = self._log
        if log.open:
            log.open, log.end = False, log.clock()
            self._settle_first_step()
            self._recording = finish(log)

    def stop_threads(self, idents: Iterable[int]) -> None:
        """The run has ended, and these threads are stopped where they stand.

        What they do on that way out is not shown: in a real program they would never have gone on.
        """
        log = self._log
        threads = {ident: log.threads.pop(ident) for ident in idents if ident in log.threads}
        for record in list(unfinished(log, threads, log.clock())):
            log.add(*record)
        for track in log.tracks:
            track.let_go()
        log.open, self._stopping = False, log.open

    def leave_virtual_time(self) -> None:
        """The virtual clock has ended: time stands still from here on."""
        self._log.open, self._stopping = self._log.open or self._stopping, False
        self._above.close()
        end = float(self._log.clock())
        self._log.count_moments(lambda: end)

    # ---- what was recorded
    @property
    def recording(self) -> Recording:
        """Lanes, spans and hops as plain data; while the block is open, as far as it has come."""
        return finish(self._log) if self._recording is None else self._recording

    @property
    def spans(self) -> tuple[Span, ...]:
        """What each lane did, in order of time."""
        return self.recording.spans

    @property
    def hops(self) -> tuple[Hop, ...]:
        """Where work crossed from one lane to another."""
        return self.recording.hops

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes that are drawn, top to bottom."""
        return self.recording.shown()

    def __repr__(self) -> str:
        return f"<timeline: {self.recording.line()}>"

    def describe(self) -> str:
        """What the picture shows, in sentences, a line a lane; the picture's text alternative."""
        return describe(self.recording)

    def draw(self, **options: Any) -> TimelinePicture:
        """A picture of the recording; see `helpers.timeline.drawing.draw` for the options."""
        from helpers.timeline.drawing import draw  # loads matplotlib: only when needed

        return draw(self.recording, **options)

    def replay(self, **options: Any) -> Replay:
        """A page to step through the recording; see `helpers.timeline.replay.replay`."""
        from helpers.timeline.replay import replay

        return replay(self.recording, **options)

    def summary(self) -> str:
        """Per task and thread: how often it ran, and seconds running, ready, and waiting."""
        return summary(self.recording)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write a trace file for https://ui.perfetto.dev or chrome://tracing; returns its path."""
        return save(self.recording, path)


def _nothing() -> None:
    """Does nothing: the loop runs it right after the step in which a recording began."""
