"""04.c: a service that holds the loop, to be unblocked without another effect."""

import asyncio
import threading
import time
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.registry import Check
from helpers.grading.trace import run_recorded
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

SECONDS = {"tea": 0.4, "bread": 0.3, "milk": 0.2, "salt": 0.1}  # the first fetch ends last
WANTED = ["1 TEA", "2 BREAD", "3 MILK", "4 SALT"]
BEAT, LATE = 0.05, 0.001  # seconds


class Shop:
    """The doubles of fetch and Till: they note on which thread they ran, and what overlapped."""

    number = 0

    def __init__(self, loop_thread: int) -> None:
        self._loop_thread, self._books = loop_thread, 0
        self.on_loop: list[str] = []
        self.fetched: list[str] = []
        self.booked: list[str] = []
        self.most_books = 0

    def fetch(self, order: str) -> str:
        self._note("fetch")
        self.fetched.append(order)
        time.sleep(SECONDS[order])
        return order.upper()

    def book(self, item: str) -> str:
        self._note("till.book")
        self.booked.append(item)
        self._books += 1
        self.most_books = max(self.most_books, self._books)
        time.sleep(0.1)
        self._books -= 1
        self.number += 1
        return f"{self.number} {item}"

    def _note(self, name: str) -> None:
        if threading.get_ident() == self._loop_thread and name not in self.on_loop:
            self.on_loop.append(name)


async def _late_beats(late: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + BEAT
        await asyncio.sleep(BEAT)
        if loop.time() - due > LATE:
            late.append(round(loop.time() - due, 3))


def gather_service(answer: Answer) -> dict[str, Any]:
    """Serve four orders in virtual time beside a heartbeat; note threads, overlaps and replies."""
    facts: dict[str, Any] = {}

    async def main() -> None:
        shop, late, before = Shop(threading.get_ident()), [], set(threading.enumerate())
        answer.replace(fetch=shop.fetch)
        beat = asyncio.create_task(_late_beats(late))
        await asyncio.sleep(BEAT / 2)  # so that a beat is under way, and due
        try:
            replies = await answer.value(list(SECONDS), shop)
        except Exception as error:
            replies, facts["error"] = None, describe(error)
        await asyncio.sleep(2 * BEAT)
        beat.cancel()
        facts.update(_facts(shop, replies), late=max(late, default=0))
        facts["tasks_left"] = len(asyncio.all_tasks() - {beat, asyncio.current_task()})
        names = [thread.name for thread in set(threading.enumerate()) - before]
        facts["threads_left"] = sum(not name.startswith("asyncio_") for name in names)

    call, trace = run_recorded(answer, main)
    facts["trace"] = trace
    return {"error": call.error, **facts} if call.error else facts


def _facts(shop: Shop, replies: object) -> dict[str, Any]:
    if not isinstance(replies, list | tuple):
        replies = [replies]
    for reply in replies:
        if asyncio.iscoroutine(reply):
            reply.close()
    return {
        "on_loop": " and ".join(shop.on_loop),
        "most_books": shop.most_books,
        "calls": [len(shop.fetched), len(shop.booked)],
        "replies": [r if isinstance(r, str) else f"a {type(r).__name__}" for r in replies],
    }


MOVE_HINTS = (
    "An ordinary call holds the loop until it returns; in another thread it holds that one.",
    "asyncio.to_thread takes the function and its arguments apart, and gives you an awaitable.",
    "to_thread for fetch, to_thread for till.book; await both.",
)
WAIT_HINTS = (
    "concurrent.futures' result(), a pool's `with` and join() wait without an await.",
    "Await what run_in_executor or to_thread returns; it is the loop that must wait for it.",
    "Leave a pool's `with` only when all of its jobs are done, or do without a pool of your own.",
)
ORDER_HINTS = (
    "Several fetches at once may end in any order; the receipts must not.",
    "gather keeps the order of its arguments; as_completed does not.",
    "First all fetches, in order; then book one after the other, in a loop.",
)

SERVICE_RULES = (
    Rule(
        "CALLED_TOO_EARLY",
        lambda f: f.error and "not callable" in f.error["message"],
        seen="{error[type]}: {error[message]}\nin your line: {error[line]}",
        wanted="the thread calls the function",
        next="give the function and its arguments apart: the brackets call it here, on the loop.",
        hints=(
            "Arguments are worked out before a call: f(g(x)) calls g first.",
            "to_thread wants the function itself, then what it is to be called with.",
            "A comma in place of the inner brackets.",
        ),
    ),
    Rule(
        "HOLDS_THE_LOOP",
        lambda f: not f.error and f.on_loop,
        seen="{on_loop} ran on the loop's thread; a beat came {late} s late",
        wanted="no beat is late",
        next="have it called in a thread, and await that.",
        hints=MOVE_HINTS,
    ),
    Rule(
        "NOT_AWAITED",
        lambda f: not f.error and any(reply.startswith("a ") for reply in f.replies),
        seen="it returned {replies}",
        wanted=f"{WANTED}",
        next="await what to_thread returns, and return the list of the replies.",
        hints=(
            "to_thread returns a coroutine; it does nothing before it is awaited.",
            "Each reply is what the awaited call gives.",
            MOVE_HINTS[2],
        ),
    ),
    Rule(
        "WAITS_WITHOUT_AWAIT",
        lambda f: not f.error and f.late,
        seen="all calls ran in threads, and a beat still came {late} s late",
        wanted="no beat is late: the loop waits by await",
        next="find the line that waits for a thread without an await.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "BOOKS_AT_ONCE",
        lambda f: not f.error and f.most_books > 1,
        seen="till.book ran in {most_books} threads at once; the replies: {replies}",
        wanted="one at a time",
        next="await each booking before the next one begins.",
        hints=ORDER_HINTS,
    ),
    Rule(
        "ORDER_CHANGED",
        lambda f: not f.error and f.replies != WANTED,
        seen="{replies}",
        wanted=f"{WANTED}",
        next="book in the order of the orders, whichever fetch ends first.",
        hints=ORDER_HINTS,
    ),
    Rule(
        "LEFT_BEHIND",
        lambda f: not f.error and (f.threads_left or f.tasks_left),
        seen="when serve had returned: {threads_left} threads and {tasks_left} tasks still there",
        wanted="nothing is left behind",
        next="close the pool that you opened: a `with` block does it even when an error rises.",
        hints=(
            "A pool keeps its threads until it is shut down.",
            "The loop's default pool is closed by asyncio.run; yours is not.",
            "Use to_thread, or put your pool into a `with` around the awaits.",
        ),
    ),
)

CHECK = Check(gather_service, SERVICE_RULES, "no beat came late; the replies: {replies}")
