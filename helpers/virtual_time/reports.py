"""What a run that cannot go on says: who waits for what, on which line."""

from __future__ import annotations

import asyncio
import itertools
import linecache
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any

from helpers.patching import Likeness, stands_for
from helpers.timeline import places
from helpers.virtual_time.errors import Deadlock, Wait
from helpers.whose_code import is_standard, is_users

if TYPE_CHECKING:
    from helpers.virtual_time.member import Member
    from helpers.virtual_time.scheduler import Scheduler

    Stack = tuple[Member, FrameType | None, asyncio.BaseEventLoop | None]

__all__ = ["busy", "busy_reading", "deadlock", "place", "stuck", "tasks"]

_OURS = os.path.dirname(__file__)
# Instruments that stand between a program and what it calls: their lines say nothing.
_BETWEEN = tuple(
    os.path.join(os.path.dirname(_OURS), name)
    for name in ("grading" + os.sep, "timeline" + os.sep, "patching.py")
)
_FROZEN = "<frozen"
_ACQUIRES = ("Lock.acquire", "RLock.acquire")
_UNWOKEN = "but nobody woke the loop: in another thread, use loop.call_soon_threadsafe"
MANY = 4  # threads in one line of a report, if their names differ
_WHO = re.compile(r"(task|thread) ('[^']*'|\"[^\"]*\")(.*)", re.DOTALL)
_CARRIERS = ("Thread.run", "_WorkItem.run", "WorkerContext.run")


def _is_internal(filename: str) -> bool:
    """Is this file part of the standard library or of virtual time itself?"""
    return filename.startswith((_OURS, *_BETWEEN)) or is_standard(filename)


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    """The frames of a stack, innermost first."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def place(frames: Iterable[FrameType]) -> str:
    """`Queue.get at lesson.py:12: item = q.get()`, from a stack given innermost first."""
    call, file, number = located(frames)
    if not file:
        return call
    line = linecache.getline(file, number).strip()
    in_cell = places.place(file, number)
    where = in_cell if in_cell.startswith("cell ") else f"{os.path.basename(file)}:{number}"
    return f"{call} at {where}: {line}".lstrip()


def located(frames: Iterable[FrameType]) -> tuple[str, str, int]:
    """The call of the standard library, and the file and line that led to it; "" and 0 if none.

    The line is the author's own, below whatever library; one of the library if there is none.
    """
    frames = iter(frames)
    calls: list[str] = []
    for frame in frames:
        code = frame.f_code
        if not _is_internal(code.co_filename):
            own = next((f for f in (frame, *frames) if is_users(f.f_code.co_filename)), frame)
            return (_public(calls) if calls else ""), own.f_code.co_filename, own.f_lineno
        if code.co_filename.startswith(_OURS):
            calls += _replaced_call(frame)
        elif not code.co_filename.startswith((_FROZEN, *_BETWEEN)):
            calls.append(code.co_qualname)
    return _public(calls), "", 0


def _replaced_call(frame: FrameType) -> list[str]:
    """The call of the standard library that a function of virtual time stands for, if it does."""
    name = frame.f_code.co_qualname  # a stand-in has that of the real function
    if stands_for(frame) is not None:
        return [name]
    return [name.removeprefix("Virtual")] if name.startswith("Virtual") else []


def _public(calls: list[str]) -> str:
    """The outermost call with a public name: `Lock.acquire`, not what `async with` calls."""
    calls = [call for call in calls if call not in _CARRIERS and "bootstrap" not in call]
    public = [call for call in calls if not call.startswith("_") and "._" not in call]
    return (public or calls or [""])[-1]


def _coroutine_frames(task: asyncio.Task[Any]) -> list[FrameType]:
    """The frames of a task that waits, innermost first."""
    frames, awaitable = [], task.get_coro()
    while awaitable is not None:
        frame = getattr(awaitable, "cr_frame", None) or getattr(awaitable, "gi_frame", None)
        if frame is not None:
            frames.append(frame)
        awaitable = getattr(awaitable, "cr_await", None) or getattr(awaitable, "gi_yieldfrom", None)
    return frames[::-1]


def _is(value: Any, subject: Any) -> bool:
    """Is it this lock, or what the timeline put around it?"""
    return value is subject or (isinstance(value, Likeness) and value._real is subject)


def _name_of(subject: Any, frames: list[FrameType]) -> str:
    """The name that the program has for a lock, looked up where the program waits for it."""
    for frame in frames:
        if _is_internal(frame.f_code.co_filename):
            continue
        owner = frame.f_locals.get("self")
        attributes = getattr(owner, "__dict__", {})
        for names, prefix in ((frame.f_locals, ""), (attributes, "self."), (frame.f_globals, "")):
            for name, value in list(names.items()):
                if _is(value, subject):
                    return f" {prefix + name!r}"
    return ""


def _widest_name(subject: Any, frames: list[FrameType]) -> str:
    """The name that most of the program has for a lock: a global one before that of a parameter."""
    if subject is None:
        return ""
    users = [frame for frame in frames if not _is_internal(frame.f_code.co_filename)]
    for frame in users:
        for name, value in list(frame.f_globals.items()):
            if _is(value, subject):
                return name
    return _name_of(subject, frames).strip(" '")


def _thread_wait(member: Member, frame: FrameType | None) -> Wait:
    frames = list(_frames(frame))
    text = f"thread {member.thread.name!r} waits: {place(frames)}"
    call, file, line = located(frames)
    subject, holder = member.subject, ""
    name = _name_of(subject, frames) if subject is not None else ""
    if name or call in _ACQUIRES:
        holder, in_words = _holder(subject)
        about = [subject.kind + name] if name else []
        about += [f"held by {in_words}"] if in_words else []
        text += f"  ({', '.join(about)})" if about else ""
    name = _widest_name(subject, frames)
    return Wait("thread", member.thread.name, call, file, line, name, holder, id(subject), text)


def _holder(lock: Any) -> tuple[str, str]:
    """Who holds a lock of virtual time: the name as data, and in words; both "" if unknown."""
    if lock.holder is None:
        return "", ""
    thread, task = lock.holder
    if task is None:
        name = f"thread {thread.name!r}"
        return name, name if thread.is_alive() else f"{name}, which has ended"
    if (task := task()) is None:
        return "", "a task that has ended"
    in_words = f"task {_name_in_words(task)!r}"
    in_words += ", which has ended" if task.done() else ""
    return f"task {task.get_name()!r}", in_words


def _task_wait(task: asyncio.Task[Any], where: str, asleep: bool) -> Wait:
    frames = _coroutine_frames(task)
    library = frames and _is_internal(frames[0].f_code.co_filename)
    waited_for = frames[0].f_locals.get("self") if library else None
    text = f"task {_name_in_words(task)!r}{where} waits: {place(frames)}"
    if asleep and _has_come(task):
        is_event = isinstance(waited_for, asyncio.Event)
        what = (
            f"the Event{_name_of(waited_for, frames)} has been set" if is_event else "it has come"
        )
        text += f"  ({what}, {_UNWOKEN})"
    holder = getattr(waited_for, "holder", "")  # an asyncio.Lock has it if somebody keeps book
    name = _widest_name(waited_for, frames)
    return Wait("task", task.get_name(), *located(frames), name, holder, id(waited_for), text)


def _has_come(task: asyncio.Task[Any]) -> bool:
    """Is what the task waits for there, so that it waits for its loop alone?"""
    return task._fut_waiter is not None and task._fut_waiter.done()


def _loop_of(frame: FrameType | None, ident: int | None) -> asyncio.BaseEventLoop | None:
    """The event loop that runs in the thread `ident`, given its stack."""
    for each in _frames(frame):
        loop = each.f_locals.get("self")
        if isinstance(loop, asyncio.BaseEventLoop) and loop._thread_id == ident:
            return loop
    return None


def _sleeps(frame: FrameType | None) -> bool:
    """Does the loop of a thread wait to be woken, given its stack?"""
    codes = (each.f_code for each in _frames(frame))
    inner = itertools.takewhile(lambda code: _is_internal(code.co_filename), codes)
    return any(code.co_name == "select" for code in inner)


def _sorted_tasks(loop: asyncio.AbstractEventLoop) -> list[asyncio.Task[Any]]:
    """In the order in which they were made, as far as their names tell: Task-9 before Task-10."""

    def key(task: asyncio.Task[Any]) -> tuple[int, str, str]:
        return len(task.get_name()), task.get_name(), place(_coroutine_frames(task))

    return sorted(asyncio.all_tasks(loop), key=key)


def _name_in_words(task: asyncio.Task[Any]) -> str:
    """A task's own name, or its function's: `Task-7` would differ from run to run in a notebook."""
    name, coro = task.get_name(), task.get_coro()
    return getattr(coro, "__name__", name) if re.fullmatch(r"Task-\d+", name) else name


def _stacks(scheduler: Scheduler, frames: dict[int, FrameType]) -> Iterator[Stack]:
    """(member, frame, loop that runs in it or None) for home and for all threads that wait."""
    for member in (scheduler.home, *sorted(scheduler.parked, key=lambda m: m.order)):
        frame = frames.get(member.thread.ident)
        yield member, frame, _loop_of(frame, member.ident)


def tasks(scheduler: Scheduler) -> list[asyncio.Task[Any]]:
    """All tasks that are not done, of all loops of the run."""
    stacks = _stacks(scheduler, sys._current_frames())
    loops = {loop for _, _, loop in stacks if loop is not None}
    return [task for loop in loops for task in asyncio.all_tasks(loop)]


def _waits(
    scheduler: Scheduler,
    member: Member,
    frame: FrameType | None,
    loop: asyncio.AbstractEventLoop | None,
) -> Iterator[Wait]:
    """What there is to say of one thread: its own wait, or those of the tasks of its loop."""
    at_home = member is scheduler.home
    running = asyncio.current_task(loop) if loop else None
    waiting = [task for task in _sorted_tasks(loop) if task is not running] if loop else []
    if running is not None or not (waiting or at_home):
        yield _thread_wait(member, frame)
    where = "" if at_home else f" in thread {member.thread.name!r}"
    for task in waiting:
        yield _task_wait(task, where, _sleeps(frame))


def deadlock(scheduler: Scheduler) -> Deadlock:
    """A `Deadlock` with one line for each task and thread that waits."""
    stacks = list(_stacks(scheduler, sys._current_frames()))
    waits = tuple(wait for stack in stacks for wait in _waits(scheduler, *stack))
    head = f"at {scheduler.now:g} s nothing can ever happen again; still waiting:"
    remarks = (_of_callbacks(frame, loop) for _, frame, loop in stacks if loop is not None)
    lines = [head, *_folded(wait.text for wait in waits), *filter(None, remarks)]
    return Deadlock("\n  ".join(lines), waits, scheduler.now)


def _folded(texts: Iterable[str]) -> list[str]:
    """One line for all that wait alike; names may differ by numbers if there are many."""
    alike: dict[str, list[re.Match[str]]] = {}
    for text in texts:
        match = _WHO.fullmatch(text)
        alike.setdefault(re.sub(r"\d", "", match[2]) + match[3], []).append(match)
    lines = []
    for matches in alike.values():
        names = dict.fromkeys(match[2] for match in matches)
        if 1 < len(names) < MANY:
            lines += [match[0] for match in matches]
            continue
        who = " … ".join(list(names)[:: max(len(names) - 1, 1)])
        number = f"{len(matches)} × " if len(matches) > 1 else ""
        lines.append(f"{number}{matches[0][1]} {who}{matches[0][3]}")
    return lines


def _of_callbacks(frame: FrameType | None, loop: asyncio.BaseEventLoop) -> str:
    """What there is to say of callbacks that a sleeping loop was given by another thread."""
    ready = [handle for handle in loop._ready if not handle.cancelled()]
    if not ready or not _sleeps(frame) or any(map(_has_come, asyncio.all_tasks(loop))):
        return ""
    return f"the loop has been given a callback, {_UNWOKEN}"


def busy_reading(scheduler: Scheduler, member: Member) -> str:
    """A thread that reads the clock again and again, which never moves meanwhile."""
    frame = sys._current_frames().get(member.thread.ident)
    return (
        f"a busy wait on the clock ({place(_frames(frame))}): code takes no virtual time, so the "
        f"clock stays at {scheduler.now:g} s. Wait with sleep(), an Event or a timeout instead; "
        "for a computation call helpers.virtual_time.work(seconds)"
    )


def busy(scheduler: Scheduler, what: str, member: Member) -> str:
    """A loop or threads that go on for ever at one instant."""
    who = "the event loop" if what == "iterations" else f"thread {member.thread.name!r}"
    frame = sys._current_frames().get(member.thread.ident)
    loop = _loop_of(frame, member.ident) if what == "iterations" else None
    if loop is not None:
        found = [
            (_name_in_words(task), place(_coroutine_frames(task))) for task in _sorted_tasks(loop)
        ]
        where = "; ".join(f"{name!r} {each}" for name, each in found)
    else:
        where = place(_frames(frame))
    return (
        f"{who} is busy for ever at {scheduler.now:g} s ({where}): sleep(0) takes no virtual "
        "time, so waiting in a loop never ends. Wait for an Event, or sleep for longer than 0"
    )


def stuck(thread: threading.Thread, seconds: float) -> str:
    """A thread that really waits, or computes for long."""
    frame = sys._current_frames().get(thread.ident)
    return (
        f"thread {thread.name!r} has not come back for {seconds:g} real seconds "
        f"({place(_frames(frame))}): it computes, or it waits for something outside of virtual "
        "time. Call helpers.virtual_time.work(seconds) in place of a long computation; "
        "run real input and output without virtual time"
    )
