"""03.b: a callback on another thread made awaitable, a cancelled await included."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

from .running import in_virtual_time, outcome

__all__ = ["CHECK"]

BEAT = 0.25  # virtual seconds between the beats of a task that shows whether the loop is free
PATIENCE = 4.0  # virtual seconds after which an answer has not come
DUE = {"Oslo": 1.03, "Lima": 2.03}  # between two beats, and no multiple of a usual interval
ANSWERS = {"Oslo": 0, "Lima": 24}  # 0: an answer that an `if` takes for none
NOTHING = "nothing, it went on waiting"
FEW_TIMERS = 4  # of the answer's own; whoever looks at intervals sets more


class Request(threading.Event):
    """What `request` returns; it is set when the request is aborted."""


class Station:
    """Answers on a thread of its own; notes what was asked, aborted, and raised by callbacks."""

    def __init__(self, answer: Answer, error: Exception | None = None, *, deaf: bool = False):
        self._answer, self._error, self._deaf = answer, error, deaf
        self.made: list[Request] = []
        self.aborted: list[object] = []
        self.raised: list[dict[str, str]] = []

    def request(self, city: str, callback: Callable[[Any, Any], Any]) -> Request:
        """Call back when the city's answer is due, unless that was aborted before."""
        request = Request()
        self.made.append(request)
        arguments = (request, city, callback)
        threading.Thread(target=self._call_back, args=arguments, name="station").start()
        return request

    def abort(self, request: object) -> None:
        """Drop a request; a deaf station answers all the same, as if it were on its way."""
        self.aborted.append(request)
        if isinstance(request, Request) and not self._deaf:
            request.set()

    def _call_back(self, request: Request, city: str, callback: Callable) -> None:
        if request.wait(DUE[city]):
            return
        value = None if self._error else ANSWERS[city]
        call = self._answer.call(callback, value, self._error)
        if call.error:
            self.raised.append(call.error)


def gather_callback(answer: Answer) -> dict[str, Any]:
    """Two requests at once; then one that fails; then cancelled ones, in time and too late."""
    facts = in_virtual_time(answer, lambda: _two_at_once(answer))
    if not facts["error"] and facts["answers"] == list(ANSWERS.values()):
        facts["failing"] = in_virtual_time(answer, lambda: _failing(answer))
        facts["left"] = in_virtual_time(answer, lambda: _cancelled(answer, None))
        late = [in_virtual_time(answer, lambda: _cancelled(answer, None, deaf=True))]
        late.append(in_virtual_time(answer, lambda: _cancelled(answer, OSError(), deaf=True)))
        complaints = [words for facts in late for words in facts["heard"] + facts.get("raised", [])]
        facts["complaints"] = ", ".join({words.partition("(")[0]: None for words in complaints})
    return facts


async def _two_at_once(answer: Answer) -> dict[str, Any]:
    station, loop = Station(answer), asyncio.get_running_loop()
    timers = _count_timers(loop)
    beats: list[float] = []
    before = set(threading.enumerate())
    heart = asyncio.create_task(_beat(beats), name="heart")
    tasks = [asyncio.create_task(_timed(answer.value(station, city))) for city in ANSWERS]
    await asyncio.sleep(0.5)
    extra = [t.name for t in threading.enumerate() if t not in before and t.name != "station"]
    await asyncio.wait(tasks, timeout=PATIENCE)
    heart.cancel()
    ends = [await _ended(task) for task in tasks]
    errors = [end["error"] for end in ends if end["error"]]
    return {
        "error": next((error for error in errors if error["type"] != NOTHING), None),
        "requested": len(station.made),
        "answers": [end["value"] for end in ends],
        "times": [end["time"] for end in ends],
        "late_beat": max(b - a for a, b in zip([0.0, *beats], [*beats, loop.time()], strict=True)),
        "timers": len(timers),
        "extra": extra,
        "aborted": len(station.aborted),
        "raised": (station.raised or [None])[0],
    }


async def _failing(answer: Answer) -> dict[str, Any]:
    station = Station(answer, LookupError("no such city"))
    task = asyncio.create_task(_timed(answer.value(station, "Oslo")))
    await asyncio.wait([task], timeout=PATIENCE)
    end = await _ended(task)
    said = end["error"]["type"] if end["error"] else f"nothing: it returned {end['value']}"
    return {"error": None, "said": said}


async def _cancelled(answer: Answer, error: Exception | None, deaf: bool = False) -> dict[str, Any]:
    station = Station(answer, error, deaf=deaf)
    task = asyncio.create_task(_timed(answer.value(station, "Oslo")))
    await asyncio.sleep(0.5)
    task.cancel()
    await asyncio.wait([task], timeout=PATIENCE)
    end = await _ended(task)
    await asyncio.sleep(PATIENCE)  # the answer that was on its way comes meanwhile
    return {
        "error": None,
        "said": end["error"]["type"] if end["error"] else f"an answer, {end['value']}",
        "time": end["time"],
        "aborts": len(station.aborted),
        "right": station.aborted == station.made,
        "aborted": ", ".join(repr(request) for request in station.aborted)[:60],
        "raised": [f"{e['type']}({e['message']!r})" for e in station.raised],
    }


async def _timed(awaitable: Any) -> dict[str, Any]:
    call = await outcome(awaitable)
    value = call.value if type(call.value) is int else f"{call.value!r:.60}"
    return {
        "error": call.error,
        "value": value,
        "time": round(asyncio.get_running_loop().time(), 2),
    }


async def _ended(task: asyncio.Task) -> dict[str, Any]:
    """Return what a task came to; one that still waits is cancelled, and came to nothing."""
    if not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=PATIENCE)
        return {"error": {"type": NOTHING}, "value": NOTHING, "time": PATIENCE}
    return task.result()


async def _beat(beats: list[float]) -> None:
    while True:
        await asyncio.sleep(BEAT)
        beats.append(asyncio.get_running_loop().time())


def _count_timers(loop: asyncio.AbstractEventLoop) -> list[str]:
    """Make the loop note each timer that a task other than the check's own sets."""
    timers: list[str] = []
    mine, call_at = asyncio.current_task(), loop.call_at

    def counting(*args: Any, **options: Any) -> asyncio.TimerHandle:
        task = asyncio.current_task()
        if task is not None and task is not mine and task.get_name() != "heart":
            timers.append(task.get_name())
        return call_at(*args, **options)

    loop.call_at = counting
    return timers


WAKE_HINTS = (
    "A future of asyncio may be set on its loop's thread only; set elsewhere, the loop sleeps on.",
    "The callback runs on the station's thread: let it ask the loop to set the future.",
    "loop.call_soon_threadsafe takes a function, and its arguments, and wakes the loop.",
)
FUTURE_HINTS = (
    "A future is a box that the callback can fill, and that a coroutine can await.",
    "Make the future first; the callback has the loop fill it; then await it.",
    "loop.create_future(), loop.call_soon_threadsafe(…), and return await of the future.",
)
CANCEL_HINTS = (
    "A cancelled task gets CancelledError, raised by the await where it stands.",
    "Put the await into a try, and abort where CancelledError is caught; then raise it again.",
    "except CancelledError, of asyncio: … abort what request() returned, then raise.",
)

RULES = (
    Rule(
        "NOT_REQUESTED",
        lambda f: not f.error and f.requested == 0,
        seen="station.request was never called; temperature gave {answers}",
        wanted="one request for each call",
        next="hand the station the city and a function of yours.",
        hints=FUTURE_HINTS,
    ),
    Rule(
        "CALLBACK_ARGUMENTS",
        lambda f: f.raised and f.raised["type"] == "TypeError",
        seen="the station's call of your callback raised TypeError:\n{raised[message]}",
        wanted="a callback that can be called as callback(answer, error)",
        next="give your callback two parameters.",
        hints=(
            "Whoever calls a callback decides which arguments it gets.",
            "The station gives two arguments: an answer or None, and an error or None.",
            "def callback(answer, error), and both are handed on to the loop.",
        ),
    ),
    Rule(
        "CALLBACK_FAILS",
        lambda f: f.raised,
        seen="on the station's thread your callback raised {raised[type]}: {raised[message]}\n"
        "in your line: {raised[line]}",
        wanted="a callback that hands (answer, error) over to the loop",
        next="that thread has no loop: find the loop in the coroutine, before you ask.",
        hints=(
            "The callback does not run in your coroutine's thread.",
            "asyncio.get_running_loop() has an answer in a coroutine only: keep it in a variable.",
            *WAKE_HINTS[2:],
        ),
    ),
    Rule(
        "BLOCKS_THE_LOOP",
        lambda f: f.late_beat and f.late_beat > 2 * BEAT,
        seen="another task beats each 0.25 s; it was held up for {late_beat} s",
        wanted="the loop goes on while temperature waits",
        next="wait with await; a thread's Event, Queue or Future holds the loop's thread.",
        hints=(
            "A call that waits without await stops every task of the loop.",
            "threading.Event.wait, queue.get and a pool future's result() wait like that.",
            *FUTURE_HINTS[2:],
        ),
    ),
    Rule(
        "POLLS",
        lambda f: (f.timers or 0) > FEW_TIMERS or (f.error and " is busy " in f.error["message"]),
        seen="while it waited, temperature woke up again and again to look",
        wanted="it sleeps until the callback wakes it",
        next="await something that the callback sets.",
        hints=FUTURE_HINTS,
    ),
    Rule(
        "SET_FROM_THE_THREAD",
        lambda f: not f.error and f.answers == [0, 24] and f.times != list(DUE.values()),
        seen="the callbacks came at 1.03 and 2.03 s; the await ended at {times}",
        wanted="it ends when the callback comes",
        next="the callback runs on another thread, and did not wake the loop.",
        hints=WAKE_HINTS,
    ),
    Rule(
        "NO_ANSWER",
        lambda f: not f.error and f.answers != [0, 24],
        seen="the station answered 0 and 24; temperature gave {answers}",
        wanted="0 and 24",
        next="return what the callback got as its answer; 0 is one, too.",
        hints=FUTURE_HINTS,
    ),
    Rule(
        "THREAD_WAITS",
        lambda f: f.extra,
        seen="while two calls waited, these threads waited for them: {extra}",
        wanted="no thread besides the station's own",
        next="a coroutine can wait by itself: for a future of the loop.",
        hints=FUTURE_HINTS,
    ),
    Rule(
        "ABORTS_ANSWERED",
        lambda f: f.aborted,
        seen="both requests were answered, and {aborted} of them aborted afterwards",
        wanted="abort only if the await is cancelled",
        next="a finally runs on every way out; CancelledError is only one of them.",
        hints=CANCEL_HINTS,
    ),
    Rule(
        "ERROR_LOST",
        lambda f: f.failing and f.failing["said"] != "LookupError",
        seen="the station called back with (None, LookupError());\n"
        "temperature raised {failing[said]}",
        wanted="that LookupError",
        next="the callback's second argument, if it is not None, belongs into the future.",
        hints=(
            "A future holds a result or an exception, and await gives the one or raises the other.",
            "In the callback, ask if there is an error.",
            "future.set_exception, by way of the loop.",
        ),
    ),
    Rule(
        "CANCEL_SWALLOWED",
        lambda f: f.left and f.left["said"] != "CancelledError",
        seen="cancelled at 0.5 s, temperature gave {left[said]}",
        wanted="CancelledError: whoever cancels it must be heard",
        next="after abort, raise it again.",
        hints=CANCEL_HINTS,
    ),
    Rule(
        "NOT_ABORTED",
        lambda f: f.left and f.left["aborts"] == 0,
        seen="the await was cancelled at 0.5 s; station.abort was not called",
        wanted="the station hears that nobody waits any more",
        next="abort the request when the await is cancelled.",
        hints=CANCEL_HINTS,
    ),
    Rule(
        "WRONG_ABORT",
        lambda f: f.left and not f.left["right"],
        seen="station.abort was called {left[aborts]} times, with: {left[aborted]}",
        wanted="once, with what station.request returned",
        next="keep what station.request returned, and give it to abort.",
        hints=CANCEL_HINTS,
    ),
    Rule(
        "LATE_ANSWER",
        lambda f: f.complaints,
        seen="an answer came after the cancel, and raised: {complaints}",
        wanted="nothing happens: nobody waits for it",
        next="a cancelled future is done; ask before you set it, on the loop's thread.",
        hints=(
            "set_result and set_exception of a future that is done raise InvalidStateError.",
            "Between the question and the setting nothing may happen: do both in one function.",
            "call_soon_threadsafe calls a function of yours that asks future.done() first.",
        ),
    ),
)

CHECK = Check(gather_callback, RULES, "answers at {times}, the loop free; a cancel is passed on")
