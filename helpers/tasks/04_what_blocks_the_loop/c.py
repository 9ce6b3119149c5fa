"""04.c: a service that holds the loop, to be unblocked without another effect."""

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import names, seconds
from helpers.grading.kit import Run, check, rule, trial

from .moving import AWAIT_IT, LOOPS_THREAD, called_too_early, note_places, on_the_loop

__all__ = ["CHECK"]


MANY = (4, 6, 40)  # orders of each round


class Till:
    """A till whose bookings are noted; each takes seconds of its own."""

    def __init__(self, run: Run, takes: list[float]) -> None:
        self._booked = run.blocking("till.book", [gives(None, after=each) for each in takes])
        self.number = 0

    def book(self, item: str) -> str:
        """Book an item, and return its receipt."""
        self._booked(item)
        self.number += 1
        return f"{self.number} {item}"


@trial(rounds=3)
async def service(run: Run) -> object:
    """The first fetch ends last; in later rounds there are more orders, and one comes twice."""
    orders, takes, more = ["tea", "bread", "milk", "salt"], [0.4, 0.3, 0.2, 0.1], ""
    if run.round:
        count, more = MANY[run.round], f" of {run.draw.randrange(100)}"
        orders, takes = [*names(run.draw, count - 1), "tea"], seconds(run.draw, count)
        orders[run.draw.randrange(count // 2)] = "tea"
    pages = [order.upper() + more for order in orders]
    outcomes = map(gives, pages, takes)
    run.replace(fetch=run.blocking("fetch", dict(zip(orders, outcomes, strict=True))))
    replies = [f"{number} {page}" for number, page in enumerate(pages, start=1)]
    value = await run.call(list(orders), Till(run, takes[::-1]))
    note_places(run)
    run.note(to_ask=[*orders, *pages], pages=pages, wanted=replies)
    at_once = run.journal.most["till.book"]
    run.note(booked=run.journal.asked("till.book"), books_at_once=at_once)
    return value


FREE = "neither `fetch` nor `till.book` runs on the loop's thread"
EACH = "calls `fetch` once for each order"
REPLIES = "the same replies as `blocking_serve`"
IN_TURN = """
    Several fetches at once may end in any order; the receipts must not.
    gather keeps the order of its arguments; as_completed does not.
    First all fetches, in order; then book one after the other, in a loop."""

# fmt: off
CHECK = check(
    service,
    rules=(
        called_too_early("service", FREE),
        usual.returns_awaitable("service", REPLIES),
        on_the_loop("service", FREE),
        rule(
            "BLOCKS_THE_LOOP",
            lambda f: (
                not f.service.error
                and any(
                    hold["thread"] == LOOPS_THREAD and hold["seconds"] > 0
                    for hold in f.service.blocked
                )
            ),
            """
            promise waits by an `await`
            seen    all calls ran in threads, and the loop stood still for {service.held_for} s, at:
            {service.held}
            wanted  the loop is free while the threads work
            next    that line waits without an await.""",
            AWAIT_IT,
        ),
        rule("BOOKS_AT_ONCE", lambda f: f.service.books_at_once > 1, """
            promise at no time in two threads at once
            seen    till.book ran in {service.books_at_once} threads at once
            wanted  one at a time
            next    await each booking before the next one begins.""", IN_TURN),
        usual.not_asked("service", EACH),
        rule("WRONG_ORDER", lambda f: f.service.booked != f.service.pages, """
            promise receipt 1 is that of the first order
            seen    booked in this order: {service.booked}
            wanted  {service.pages}
            next    book in the order of the orders, whichever fetch ends first.""", IN_TURN),
        usual.wrong_order("service", REPLIES),
        usual.no_result("service", REPLIES),
        usual.left_behind("service", "leaves no task, thread or pool behind"),
    ),
    praise="the loop was never held; the replies: {service.value}",
)
