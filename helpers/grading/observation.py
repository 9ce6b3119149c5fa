"""Runs an answer once, in virtual time, and returns what was seen as facts.

The facts are those of the journal, and:
    value, kind, shown: what the answer returned, the type of that, and its text.
    awaitable: the kind of awaitable ("coroutine", "task", "future") that was returned to ordinary
        code, which cannot await it; "" otherwise.
    error: None, or type, message and line; of an exception group also `inner`, its exceptions.
    took: virtual seconds until it returned. blocked: waits that held up a loop: line, call,
        seconds, start. looks, strangers: see `Watch`.
    left: what was there when it returned: tasks, threads, executors, loops, sockets, processes;
        behind: the same in words, "" if nothing. complaints, unawaited, thread_errors: see `Watch`.
    deadlock: None, or who waited where: kind, who, call, line, subject, holder, text.
    ended: False if it had not ended at the horizon. trace: what `ex.a.trace()` draws.
"""

import asyncio
import contextlib
import gc
import inspect
import sys
import threading
from asyncio import events
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from helpers.grading.answer import ANSWER, Answer, describe, plain, text_of
from helpers.grading.journal import Journal, learners_line
from helpers.grading.leftovers import Watch, in_words
from helpers.grading.trace import RUN, Traced, recorded
from helpers.virtual_time import Deadlock, VirtualClock, VirtualTimeError
from helpers.virtual_time.errors import Unwind, Wait
from helpers.virtual_time.scheduler import current

__all__ = ["HORIZON", "observe"]

HORIZON = 10_000.0  # virtual seconds after which an answer is taken to go on for ever
EVENTS = events.__file__
WATCHED = ("left", "complaints", "unawaited", "thread_errors", "looks", "strangers")
SEEN = ("awaitable", "error", "took", "blocked", "deadlock", "ended")
WAYS = ("await", "cell", "script")
MAIN_THREAD = "MainThread"  # Python's own name for it
WAITS = 6  # of a deadlock, so many are named in an error's message
LEAVES = 6  # of an exception group, so many of its exceptions are described


def observe(
    answer: Answer,
    call: Callable[[], Any],
    journal: Journal | None = None,
    *,
    way: str = "await",
    real_time: bool = False,
    horizon: float = HORIZON,
    drive: Callable[[Coroutine], Any] | None = None,
    record: bool = True,
) -> dict[str, Any]:
    """Run `call()`, which calls the learner's code, and return facts about the run as JSON data.

    Args:
        answer: where virtual time looks for clocks and locks that the learner's code holds.
        call: calls the answer: `lambda: answer.value(3)`.
        journal: that of the doubles which the answer was given; its facts are among those returned.
        way: "await": call it on a running loop and await what it returns; "cell": call it, as
            ordinary code, on the thread of a running loop; "script": on a thread without a loop.
        real_time: in real time instead; then `took` and `blocked` say nothing.
        horizon: seconds of virtual time after which the run is ended.
        drive: wraps the answer's coroutine, as `cancellation` does; with way="await" only.
        record: whether a timeline is recorded, which takes half of a run's time.

    Raises ValueError for an unknown way, and SystemExit if the answer does.
    """
    if way not in WAYS:
        raise ValueError(f"way is one of {', '.join(WAYS)}, not {way!r}")
    run = _Run(answer, call, journal or Journal(), way, horizon, drive or (lambda coro: coro))
    with run.watch:
        trace = asyncio.run(run.main({})) if real_time else run.virtually(record)
        facts = run.facts()
    return {**facts, "trace": trace}


@dataclass
class _Run:
    """One run of an answer; `facts` when it is over."""

    answer: Answer
    call: Callable[[], Any]
    journal: Journal
    way: str
    horizon: float
    drive: Callable[[Coroutine], Any]
    value: Any = None
    awaitable: str = ""
    error: dict[str, Any] | None = None
    deadlock: list[dict[str, Any]] | None = None
    blocked: list[dict[str, Any]] = field(default_factory=list)
    took: float | None = None
    ended: bool = True

    def __post_init__(self) -> None:
        self.watch = Watch()
        self.clock = VirtualClock(on_wait=self._waited)

    # --- running ------------------------------------------------------------------------------

    def virtually(self, record: bool) -> dict[str, Any] | None:
        """Run in virtual time; return the trace."""
        recording = recorded(self.answer.namespace) if record else contextlib.nullcontext(Traced())
        with recording as trace, contextlib.suppress(VirtualTimeError):
            try:
                main = self.main(self.answer.namespace)
                name = RUN if self.way == "script" else MAIN_THREAD  # of the loop's thread
                self.clock.run(main, within=_thread_named(name))
            except VirtualTimeError as error:
                self._failed(error)
                raise
        if self.deadlock:
            return {"kind": "deadlock", "waits": self.deadlock, "at": self.took}
        return trace.facts(of_script=self.way == "script")

    async def main(self, namespace: dict[str, Any]) -> None:
        """Run the answer within a loop; `namespace` is where virtual time finds its functions."""
        self.watch.begin()
        self.journal.begin()
        run = {"await": self._await, "cell": self._cell, "script": self._script}[self.way]
        me = asyncio.current_task()
        me.set_name(RUN)
        name = RUN if self.way == "script" else self.answer.name
        task = asyncio.get_running_loop().create_task(run(me), name=name)
        await asyncio.wait({task})
        if not task.cancelled():
            task.result()

    async def _await(self, main: asyncio.Task) -> None:
        with self._ending(main, asyncio.current_task()):
            self.value = await self.drive(self._called())

    async def _called(self) -> Any:
        value = self.call()
        if inspect.isawaitable(value):
            return await value
        kind = type(value).__name__
        said = f"{self.answer.name}() returned a value of type {kind}; write it as `async def`"
        raise TypeError(said)

    async def _cell(self, main: asyncio.Task) -> None:
        with self._ending(main, asyncio.current_task()):
            self._call_plainly()

    async def _script(self, main: asyncio.Task) -> None:
        loop, waiter = asyncio.get_running_loop(), asyncio.current_task()
        done = loop.create_future()
        escaped: list[BaseException] = []

        def script() -> None:
            try:
                with self._ending(main, waiter):
                    self._call_plainly()
            except Unwind:  # the run is over
                raise
            except BaseException as error:  # SystemExit, say: a thread would swallow it
                escaped.append(error)
            finally:
                loop.call_soon_threadsafe(done.set_result, None)

        threading.Thread(target=script, name=MAIN_THREAD).start()
        await done
        if escaped:
            raise escaped[0]

    def _call_plainly(self) -> None:
        """Call the answer as ordinary code does; if it returns an awaitable, end that."""
        self.value = self.call()
        if inspect.iscoroutine(self.value):
            self.awaitable = "coroutine"
            self.value.close()
        elif isinstance(self.value, asyncio.Future):
            self.awaitable = "task" if isinstance(self.value, asyncio.Task) else "future"
            self.value.cancel()

    # --- what was seen ------------------------------------------------------------------------

    @contextlib.contextmanager
    def _ending(self, *own: asyncio.Task) -> Iterator[None]:
        """Note how the answer ended, and what was there at that very moment."""
        try:
            yield
        except (Exception, asyncio.CancelledError) as error:
            self.error = _described(error)
        finally:
            self.took = self._now()
            self.journal.end()
            self.watch.look(*own)

    def _failed(self, error: VirtualTimeError) -> None:
        """The run itself could not go on: a deadlock, or something that virtual time refuses."""
        self.took = self._now()
        self.error = describe(error)
        if isinstance(error, Deadlock):
            self.took = round(float(error.at), 6)
            self.deadlock = [_wait(wait) for wait in error.waits if wait.who != RUN]
            lines = [wait["line"] for wait in self.deadlock if wait["line"]]
            said = [f"at {self.took:g} s nothing can ever happen again"]
            said += [wait["text"] for wait in self.deadlock[:WAITS]]
            self.error.update(message="\n".join(said), line=next(iter(lines), ""), given="")

    def _now(self) -> float:
        return round(float(self.clock.now), 6)

    def _waited(self, start: float) -> None:
        """Called by virtual time at the end of each wait, in the thread that waited."""
        self.watch.waited(sys._getframe(1))
        held = _holding_the_loop(sys._getframe(1))
        if held is not None:
            seconds = round(float(self.clock.now - start), 6)
            thread = threading.current_thread().name
            start = round(float(start), 6)
            self.blocked.append({**held, "seconds": seconds, "start": start, "thread": thread})
        if self.clock.now > self.horizon:
            self._end()

    def _end(self) -> None:
        """End a run that goes on for ever, even if its tasks refuse to be cancelled."""
        if self.ended:
            self.ended = False
            current().refuse(f"it was still running after {self.horizon:g} s")
        loop = asyncio._get_running_loop()
        for task in asyncio.all_tasks(loop) if loop else ():
            if task is not asyncio.current_task(loop):
                with contextlib.suppress(RuntimeError):  # it refuses even this
                    task.get_coro().close()

    def facts(self) -> dict[str, Any]:
        """Return everything that was seen; values and errors are dropped, so that they complain."""
        value, shown, kind = plain(self.value), text_of(self.value), type(self.value).__name__
        self.value = None
        gc.collect()  # what was lost complains now
        return {
            **self.journal.facts(),
            **{name: getattr(self, name) for name in SEEN},
            "value": value,
            "shown": shown,
            "kind": kind,
            **{name: getattr(self.watch, name) for name in WATCHED},
            "behind": in_words(self.watch.left) if self.watch.left else "",
        }


@contextlib.contextmanager
def _thread_named(name: str) -> Iterator[None]:
    """Name the thread that virtual time has started, before anybody is told its name."""
    threading.current_thread().name = name
    yield


def _described(error: BaseException) -> dict[str, Any]:
    described: dict[str, Any] = describe(error)
    if isinstance(error, BaseExceptionGroup):
        described["inner"] = [describe(leaf) for leaf in _leaves(error)][:LEAVES]
    return described


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error


def _wait(wait: Wait) -> dict[str, Any]:
    """Return one wait of a deadlock as data; `line` is its source if it is the learner's."""
    line = learners_line(wait.line) if wait.file == ANSWER else ""
    text = f"{wait.kind} {wait.who!r} waits in {wait.call or 'an await'}"
    text += f" for {wait.subject}" if wait.subject else ""
    text += f", held by {wait.holder}" if wait.holder else ""
    text += f": {line}" if line else ""
    return {**wait._asdict(), "line": line, "text": text}


def _holding_the_loop(frame: FrameType | None) -> dict[str, str] | None:
    """Who waits at `frame`, in the middle of a loop's callback? None for a loop that sleeps."""
    line, call, inner = "", "", None
    while frame is not None:
        name, file = frame.f_code.co_name, frame.f_code.co_filename
        if name == "_run_once":
            return None
        if name == "_run" and file == EVENTS:
            return {"line": line, "call": call}
        if file == ANSWER and not line:
            # The code of a double, or of what stands for another function, has the name of that.
            line, call = learners_line(frame), inner.f_code.co_qualname if inner else ""
        frame, inner = frame.f_back, frame
    return None
