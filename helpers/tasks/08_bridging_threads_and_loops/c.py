"""08.c: items from threads to a loop: none late, none lost, also when the inbox is closed."""

import asyncio
import re
import threading
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable, Coroutine
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.schedules import explored
from helpers.grading.verdict import Facts, Rule
from helpers.patching import Patches

from .crossing import now, said, seen, uses_helpers, without_helpers

__all__ = ["CHECK"]

# When and by which thread what is put; several at once, and what an `if` takes for nothing.
PLAN = (
    (0.37, "first", ["a"]),
    (1.03, "first", [None, 0, "", ()]),
    (2.71, "second", ["b"]),
    (3.19, "first", ["c", "d"]),
)
WANTED = [[repr(item), at] for at, _, items in PLAN for item in items]
CLOSED_AT = 4.23
ADDRESS = re.compile(" at 0x[0-9a-fA-F]+")  # differs from run to run
TURNS = 30  # of a loop, in which a reader must have read what is there
FEW_TIMERS = 4  # the end of a loop's pool sets one; whoever looks at intervals sets many
MOST_TURNS = 2_000  # of a loop at one instant; an answer that waits needs a few
LIMIT = 300  # executions of the exploration


class Looks(Patches):
    """Counts timers while its block is open; ends a task that takes turns without end.

    timers: how many were set. busy: a task took more than MOST_TURNS turns at one instant.
    """

    def __enter__(self) -> "Looks":
        super().__enter__()
        self.timers, self.turns, self.at, self.busy = 0, 0, -1.0, False
        self.before(BaseEventLoop, "call_at", self._timer)
        self.before(BaseEventLoop, "call_soon", self._turn)
        return self

    def _timer(self, *_: Any, **__: Any) -> None:
        self.timers += 1

    def _turn(self, *_: Any, **__: Any) -> None:
        self.turns, self.at = (self.turns + 1 if self.at == now() else 0), now()
        if self.turns > MOST_TURNS and (task := asyncio.current_task()) is not None:
            self.busy, self.turns = True, 0
            task.cancel()


def gather_inbox(answer: Answer) -> dict[str, Any]:
    """Read in time; late; slowly; behind a busy loop; after a cancellation; in every order."""
    if line := uses_helpers(answer):
        return {"error": None, "helpers": line}
    facts: dict[str, Any] = {"in_time": _run(answer, _in_time)}
    if (error := _slip(facts["in_time"])) is not None:
        return {"error": error}
    if in_time(Facts(facts)):
        for program in (_closed_early, _closed_while_reading, _busy, _cancelled):
            facts[program.__name__[1:]] = _run(answer, program)
    runs = list(facts.values())
    facts["error"] = next((run["error"] for run in runs if run["error"]), None)
    facts["stranger"] = next((run["stranger"] for run in runs if run["touched"]), None)
    facts["trace"] = runs[0]["trace"]
    if len(runs) > 1 and not facts["error"]:
        facts["orders"] = _every_order(answer)
        facts["error"] = facts["orders"]["error"]
        facts["trace"] = facts["orders"]["trace"] if facts["orders"]["failed"] else facts["trace"]
    return facts


def _slip(run: dict[str, Any]) -> dict[str, str] | None:
    """Return an error of the answer's own, which is no mistake about threads or loops."""
    errors = [error for error in run["put_errors"] if " loop" not in error["message"]]
    if run["error"] and run["error"]["type"] not in ("Deadlock", "CancelledError"):
        errors.insert(0, run["error"])
    return errors[0] if errors and not run["touched"] else None


Program = Callable[[Answer, dict[str, Any]], Coroutine[Any, Any, None]]


def _run(answer: Answer, program: Program) -> dict[str, Any]:
    facts: dict[str, Any] = {"got": [], "end": None, "put_errors": [], "put_until": "no time"}
    with Looks() as looks:
        run = seen(answer, lambda: program(answer, facts), way="await")
    facts.update(timers=looks.timers, busy=looks.busy)
    held = [each for each in run["blocked"] if each["line"] and each["seconds"]]
    return {**facts, **run, "held": held[0]["line"] if held else "", **_in_words(facts)}


def _in_words(facts: dict[str, Any]) -> dict[str, str]:
    got, errors = facts["got"], facts["put_errors"]
    return {
        "count": str(len(got)),
        "items": ", ".join(item for item, _ in got[:12])[:160] or "nothing",
        "arrivals": _timed(got),
        "due": _timed(WANTED),
        "put_failed": said(errors[0]) if errors else "",
    }


def _timed(got: list[list[Any]]) -> str:
    return ", ".join(f"{item[:20]} at {at}" for item, at in got[:12]) or "nothing"


async def _read(inbox: Any, facts: dict[str, Any], pause: float = 0.0) -> None:
    """Note each item, and the end, with its time; take `pause` seconds for each item."""
    async for item in inbox:
        facts["got"].append([ADDRESS.sub("", repr(item)), now()])
        if pause:
            await asyncio.sleep(pause)
    facts["end"] = now()


def _put(answer: Answer, inbox: Any, items: list[Any], facts: dict[str, Any]) -> None:
    for item in items:
        if error := answer.call(inbox.put, item).error:
            facts["put_errors"].append(error)


def _in_thread(function: Callable, *args: Any, name: str = "first") -> None:
    threading.Thread(target=function, args=args, name=name).start()


async def _in_time(answer: Answer, facts: dict[str, Any]) -> None:
    """Two threads put at odd times; one of them closes."""
    inbox = answer.value()

    def work(name: str) -> None:
        for at, who, items in PLAN:
            if who == name:
                time.sleep(at - now())
                _put(answer, inbox, items, facts)
        if name == "first":
            time.sleep(CLOSED_AT - now())
            inbox.close()
            facts["put_after_close"] = said(answer.call(inbox.put, "too late").error)

    for name in ("first", "second"):
        _in_thread(work, name, name=name)
    await _read(inbox, facts)


async def _closed_early(answer: Answer, facts: dict[str, Any]) -> None:
    """All is put, and the inbox closed, before anybody reads."""
    inbox = answer.value()

    def work() -> None:
        _put(answer, inbox, [1, 2, 3], facts)
        inbox.close()

    _in_thread(work)
    await asyncio.sleep(1)
    await _read(inbox, facts)


async def _closed_while_reading(answer: Answer, facts: dict[str, Any]) -> None:
    """The reader is busy with an item of its own when the inbox is closed."""
    inbox = answer.value()

    def work() -> None:
        _put(answer, inbox, [1, 2], facts)
        time.sleep(1)
        _put(answer, inbox, [3], facts)
        inbox.close()

    _in_thread(work)
    await _read(inbox, facts, pause=2)


async def _busy(answer: Answer, facts: dict[str, Any]) -> None:
    """The loop is held from 1 to 4; a thread puts at 2."""
    inbox = answer.value()

    def work() -> None:
        time.sleep(2)
        _put(answer, inbox, [1, 2], facts)
        facts["put_until"] = now()
        time.sleep(3)
        inbox.close()

    _in_thread(work)
    reader = asyncio.create_task(_read(inbox, facts))
    await asyncio.sleep(1)
    time.sleep(3)  # noqa: ASYNC251 — the loop is held on purpose
    await reader


async def _cancelled(answer: Answer, facts: dict[str, Any]) -> None:
    """One reader is cancelled while it waits; the next one gets what is put then."""
    inbox = answer.value()

    def work() -> None:
        time.sleep(2)
        _put(answer, inbox, ["a", "b"], facts)
        time.sleep(1)
        inbox.close()

    _in_thread(work)
    reader = asyncio.create_task(_read(inbox, facts))
    await asyncio.sleep(1)
    reader.cancel()
    await asyncio.wait([reader])
    await _read(inbox, facts)


class State:
    """An inbox on a loop that stands still while threads put and close."""

    def __init__(self, answer: Answer) -> None:
        self.loop = asyncio.SelectorEventLoop()
        self.inbox = self.loop.run_until_complete(self._make(answer))
        self.accepted: bool | None = None

    async def _make(self, answer: Answer) -> Any:
        return answer.value()

    async def _read(self) -> list[Any]:
        got: dict[str, Any] = {"got": [], "end": None}
        task = asyncio.create_task(_read(self.inbox, got))
        for _ in range(TURNS):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return [item for item, _ in got["got"]]

    def lost_nothing(self) -> bool:
        """Let the loop go on: does what put accepted arrive, and nothing else?"""
        try:
            got = self.loop.run_until_complete(self._read())
        finally:
            self.loop.close()
        return got == (["'x'"] if self.accepted else [])


def put_one(state: State) -> None:
    """Put, and note whether that was accepted."""
    try:
        state.inbox.put("x")
        state.accepted = True
    except RuntimeError:
        state.accepted = False


def close(state: State) -> None:
    """Close."""
    state.inbox.close()


def _every_order(answer: Answer) -> dict[str, Any]:
    return explored(
        answer, lambda: State(answer), put_one, close, check=State.lost_nothing, limit=LIMIT
    )


ITEMS = [item for item, _ in WANTED]
TAKEN = ("1", "2", "3")


def came(f: Facts, program: str = "in_time") -> list[str] | None:
    """Return the items that arrived in a program; None if it was not run."""
    return [item for item, _ in f[program]["got"]] if f.get(program) else None


def late(f: Facts) -> bool:
    """Did all arrive, but not in time, or the end not at the close?"""
    return came(f) == ITEMS and f.in_time["end"] is not None and not in_time(f)


def in_time(f: Facts) -> bool:
    """Did all that the first program puts, and the end, arrive when it was put?"""
    return bool(f.in_time) and f.in_time["got"] == WANTED and f.in_time["end"] == CLOSED_AT


def in_other_order(f: Facts) -> bool:
    """Did the same items arrive in another order?"""
    pairs = [(came(f), ITEMS), (came(f, "closed_early"), [*TAKEN])]
    return any(got not in (None, due) and sorted(got) == sorted(due) for got, due in pairs)


def lost_at_close(f: Facts) -> bool:
    """Was something lost that was put before the close, and not yet read?"""
    return any(
        came(f, program) not in (None, [*TAKEN])
        for program in ("closed_early", "closed_while_reading")
    )


SAFE_HINTS = (
    "asyncio.Queue, Event and Future are for the loop's own thread; others do not wake the loop.",
    "call_soon_threadsafe hands the loop a function to call, and wakes it; calls keep their order.",
    "In put: call_soon_threadsafe of the loop, with the queue's put_nowait and the item.",
)
WAIT_HINTS = (
    "Who waits for an item sleeps until it comes; nobody needs to look.",
    "await an asyncio.Queue's get(); what another thread puts must wake it.",
    *SAFE_HINTS[2:],
)
END_HINTS = (
    "The end is one more thing that comes after the last item, by the same way.",
    "A mark that no item can be: an object() of your own, or put each item into a tuple.",
    "close hands over an empty tuple, put a tuple of one; the reader ends at the empty one.",
)
CLOSE_HINTS = (
    "The question whether it is closed, and the hand-over, are two steps; a close fits in between.",
    "Hold one lock from the question to the hand-over in put, and in close as well.",
    "with the lock: if closed, raise; then call_soon_threadsafe",
)

RULES = (
    without_helpers("a class of your own", SAFE_HINTS[2]),
    Rule(
        "BUSY_WAIT",
        lambda f: f.in_time and f.in_time["busy"],
        seen="the reader looks again and again, without a pause in between",
        wanted="it sleeps until an item comes",
        next="await something that ends when an item is there.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "WRONG_THREAD",
        lambda f: f.stranger is not None,
        seen="put and close touched the loop from another thread while it ran:\n{stranger}",
        wanted="from other threads only call_soon_threadsafe, or run_coroutine_threadsafe",
        next="hand that call to the loop, to be made on its own thread.",
        hints=SAFE_HINTS,
    ),
    Rule(
        "HOLDS_THE_LOOP",
        lambda f: f.in_time and f.in_time["held"],
        seen="the loop stood still while the reader waited:\n{in_time[held]}",
        wanted="other tasks of the loop run meanwhile",
        next="wait with await.",
        hints=(
            "A queue of `queue` and an Event of `threading` wait by holding their thread.",
            *WAIT_HINTS[1:],
        ),
    ),
    Rule(
        "STOPS_AT_AN_ITEM",
        lambda f: f.in_time and f.in_time["end"] is not None and f.in_time["end"] < CLOSED_AT,
        seen="put were 'a', None, 0, '', () and more; the reader ended before close(), with\n"
        "{in_time[items]}",
        wanted="any object is an item",
        next="mark the end by something that no item can be.",
        hints=END_HINTS,
    ),
    Rule(
        "PUT_FAILS",
        lambda f: f.in_time and f.in_time["put_errors"],
        seen="put, on a thread without a loop, raised\n{in_time[put_failed]}",
        wanted="put works on every thread",
        next="ask for the loop where the inbox is made, and remember it.",
        hints=(
            "Which loop runs is a question that each thread answers for itself.",
            "The inbox is made on the loop's thread: __init__ can ask, put cannot.",
            "In __init__: self.loop, from get_running_loop(). In put: use it.",
        ),
    ),
    Rule(
        "END_IS_NO_ITEM",
        lambda f: f.in_time and len(came(f)) > len(ITEMS),
        seen="put were 'a', None, 0, '', (), 'b', 'c', 'd'; the reader got\n{in_time[items]}",
        wanted="each item once, and the mark of the end not at all",
        next="look at what you took before you yield it.",
        hints=END_HINTS,
    ),
    Rule(
        "WRONG_ORDER",
        in_other_order,
        seen="items arrived in another order than they were put:\n{in_time[items]}",
        wanted="'a', None, 0, '', (), 'b', 'c', 'd'",
        next="first in, first out.",
        hints=(
            "What is appended at one end is to be taken from the other.",
            "asyncio.Queue keeps the order; so does call_soon_threadsafe.",
            "popleft of a deque in place of pop; Queue in place of LifoQueue.",
        ),
    ),
    Rule(
        "ITEMS_LOST",
        lambda f: f.in_time and len(came(f)) < len(ITEMS),
        seen="put were 'a', None, 0, '', (), 'b', 'c', 'd'; the reader got\n{in_time[items]}",
        wanted="all of them, also None, 0, '' and (), which are put at one moment",
        next="see what becomes of several items that come before the reader wakes.",
        hints=(
            "One wake-up may stand for several items.",
            "After each wake-up take all that is there; and tell `nothing` from an item like 0.",
            "An asyncio.Queue without maxsize counts items itself, one get() for each.",
        ),
    ),
    Rule(
        "NEVER_ENDS",
        lambda f: any(
            run and run["end"] is None and not run["put_errors"]
            for run in (f.in_time, f.closed_early, f.closed_while_reading)
        ),
        seen="after close() the reader waits for ever",
        wanted="the async for ends when all is read",
        next="wake the reader at the close, as at a put.",
        hints=END_HINTS,
    ),
    Rule(
        "POLLS",
        lambda f: late(f) and f.in_time["timers"] > FEW_TIMERS,
        seen="the reader set {in_time[timers]} timers; it got, and ended at {in_time[end]} s:\n"
        "{in_time[arrivals]}",
        wanted="{in_time[due]}; the end at 4.23",
        next="do not look at intervals: wait until the item comes.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "LATE",
        late,
        seen="the reader got these, and ended at {in_time[end]} s:\n{in_time[arrivals]}",
        wanted="{in_time[due]}; the end at 4.23",
        next="see who wakes the reader for each of them.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "PUT_AFTER_CLOSE",
        lambda f: in_time(f) and not f.in_time["put_after_close"].startswith("RuntimeError"),
        seen="put after close() raised {in_time[put_after_close]}",
        wanted="RuntimeError: nobody will read it",
        next="let close leave a mark that put looks at.",
        hints=CLOSE_HINTS,
    ),
    Rule(
        "LOST_AT_CLOSE",
        lost_at_close,
        seen="put were 1, 2, 3, and then closed, before anybody read: {closed_early[items]}\n"
        "the same while the reader was busy: {closed_while_reading[items]}",
        wanted="1, 2, 3, both times: what was put before the close is read",
        next="the end comes after the last item, by the same way as the items.",
        hints=END_HINTS,
    ),
    Rule(
        "BLOCKS_THE_PUTTER",
        lambda f: f.busy and f.busy.get("put_until") != 2.0,
        seen="the loop was busy from 1 to 4 s; two puts at 2 s returned at {busy[put_until]} s",
        wanted="put returns at once",
        next="hand the item over, and do not wait for the loop.",
        hints=(
            "Whoever waits for the loop is held up by all that the loop does.",
            "result() waits; call_soon_threadsafe does not.",
            *SAFE_HINTS[2:],
        ),
    ),
    Rule(
        "LOST_AT_CANCEL",
        lambda f: f.cancelled and f.cancelled["got"] != [["'a'", 2.0], ["'b'", 2.0]],
        seen="a reader was cancelled at 1 s; 'a' and 'b' were put at 2 s; the next reader got\n"
        "{cancelled[arrivals]}",
        wanted="'a' at 2.0, 'b' at 2.0",
        next="find what still waits for the cancelled reader, and takes an item.",
        hints=(
            "Cancelling the await of to_thread does not end its thread, which then takes an item.",
            "asyncio.Queue.get can be cancelled: it has taken nothing then.",
            *SAFE_HINTS[2:],
        ),
    ),
    Rule(
        "CLOSED_IN_BETWEEN",
        lambda f: f.orders and f.orders.get("failed"),
        seen="one thread puts, one closes: in {orders[failed]} of {orders[tried]} orders put does "
        "not raise, and the item never comes, or it raises, and the item comes",
        wanted="none; ex.c.trace() shows one",
        next="nobody may close between put's question and its hand-over.",
        hints=CLOSE_HINTS,
    ),
)

CHECK = Check(
    gather_inbox,
    RULES,
    "{in_time[count]} items in time; no order of put and close loses one; a cancel neither",
    allows=("sys.settrace",),  # how the explorer follows the answer
)
