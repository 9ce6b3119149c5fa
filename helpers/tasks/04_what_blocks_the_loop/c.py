"""04.c: a service that holds the loop, to be unblocked without another effect."""

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import names, seconds
from helpers.grading.kit import Run, check, rule, trial
from helpers.grading.observation import MAIN_THREAD

__all__ = ["CHECK"]


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


@trial(rounds=2)
async def service(run: Run) -> object:
    """The first fetch ends last; then there are many orders, and one comes twice."""
    orders, takes, more = ["tea", "bread", "milk", "salt"], [0.4, 0.3, 0.2, 0.1], ""
    if run.round:
        orders, takes, more = [*names(run.draw, 39), "tea"], seconds(run.draw, 40), " of today"
        orders[run.draw.randrange(20)] = "tea"
    items = [order.upper() + more for order in orders]
    outcomes = map(gives, items, takes)
    run.replace(fetch=run.blocking("fetch", dict(zip(orders, outcomes, strict=True))))
    value = await run.call(list(orders), Till(run, takes[::-1]))
    run.note(to_ask=[*orders, *items], items=items, booked=run.journal.asked("till.book"))
    run.note(books_at_once=run.journal.most["till.book"])
    run.note(wanted=[f"{number} {item}" for number, item in enumerate(items, start=1)])
    return value


FREE = "neither `fetch` nor `till.book` runs on the loop's thread"
REPLIES = "the same replies as `blocking_serve`"
IN_TURN = """
    Several fetches at once may end in any order; the receipts must not.
    gather keeps the order of its arguments; as_completed does not.
    First all fetches, in order; then book one after the other, in a loop."""

# fmt: off
CHECK = check(
    service,
    rules=(
        usual.returns_awaitable("service", REPLIES),
        usual.called_too_early("service", FREE),
        usual.blocks_the_loop("service", FREE, thread=MAIN_THREAD),
        rule("BOOKS_AT_ONCE", lambda f: f.service.books_at_once > 1, """
            promise at no time in two threads at once
            seen    till.book ran in {service.books_at_once} threads at once
            next    await each booking before the next one begins.""", IN_TURN),
        usual.not_asked("service", "calls `fetch` once for each order"),
        rule("WRONG_ORDER", lambda f: f.service.booked != f.service.items, """
            promise receipt 1 is that of the first order
            seen    booked in this order: {service.booked}
            wanted  {service.items}
            next    book in the order of the orders, whichever fetch ends first.""", IN_TURN),
        usual.wrong_order("service", REPLIES),
        usual.no_result("service", REPLIES),
        usual.left_behind("service", "leaves no task, thread or pool behind"),
    ),
    praise="the loop was never held; the replies: {service.value}",
)
