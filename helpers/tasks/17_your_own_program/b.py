"""17.b: visitors who pay at the same time, and seats that are sold once."""

import asyncio
from collections.abc import Callable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Script, fails, gives
from helpers.grading.draws import Mishap, errors, names, seconds
from helpers.grading.kit import Run, check, each, rule, trial

__all__ = ["CHECK"]


def theatre(run: Run, seats: list[int], script: Script) -> Callable[[str], Any]:
    """Make a theatre; return its method, for visitors by name."""
    made = run.answer(seats, run.awaitable("pay", script))

    async def sell(visitor: str) -> Any:
        return await run.awaited(made.sell(visitor), "sell")

    return sell


@trial(rounds=2)
async def together(run: Run) -> list[Any]:
    """As many visitors as seats, all at once; the first to come is the last to have paid."""
    people, takes, seats = ["Ada", "Bob", "Cy"], [3.0, 2.0, 1.0], [1, 2, 3]
    if run.round:
        people, takes, seats = names(run.draw, 9), seconds(run.draw, 9), [*range(9)]
    run.note(wanted=seats, of=len(seats), due=max(takes), to_ask=people, late=[])
    paying = {who: gives(None, after=after) for who, after in zip(people, takes, strict=True)}
    sell = theatre(run, list(seats), paying)

    async def visit(who: str, paid: float) -> Any:
        seat = await sell(who)
        if run.now() > paid:
            run.note(late=[*run.noted["late"], f"{who} paid until {paid} s, had it {run.now()} s"])
        return seat

    found = await asyncio.gather(*map(visit, people, takes))
    return sorted(found, key=repr)


async def in_turn(run: Run) -> list[Any]:
    """Three visitors for two seats, one after the other."""
    run.note(wanted=[1, 2, None])
    sell = theatre(run, [1, 2], gives(None, after=1))
    found = [await sell(who) for who in ("Ada", "Bob", "Cy")]
    seats = [repr(seat) for seat in found if seat is not None]
    run.note(twice=len(set(seats)) < len(seats))
    return [*sorted(found[:2], key=repr), found[2]]


@trial(raises=True)
async def sold_out(run: Run) -> None:
    """Two visitors at once for one seat."""
    sell = theatre(run, [4], gives(None, after=2))
    first = asyncio.create_task(sell("Ada"))
    await asyncio.sleep(1)
    end = await run.ended(sell("Bob"))
    run.note(second=end.said, second_at=end.at, told=end.said == "returned None")
    await run.ended(first)


async def same_list(run: Run) -> list[Any]:
    """Two theatres are made of one list, and each sells all of its seats."""
    seats = [1, 2]
    run.note(wanted=[1, 2, 1, 2])
    sales = [theatre(run, seats, gives(None)) for _ in range(2)]
    found = [await sell(who) for sell in sales for who in ("Ada", "Bob")]
    return [*sorted(found[:2], key=repr), *sorted(found[2:], key=repr)]


@trial(rounds=2, raises=True)
async def refused(run: Run) -> None:
    """The bank refuses a visitor; the next one wants the seat."""
    error = (Mishap("the bank is closed"), errors(run.draw, 1)[0])[run.round]
    sell = theatre(run, [4], {"Ada": fails(error, after=1), "Bob": gives(None, after=1)})
    first, second = await run.ended(sell("Ada")), await run.ended(sell("Bob"))
    run.note(said=first.said, raised=first.raised, due_error=type(error).__name__)
    run.note(then=second.said)


@trial(raises=True)
async def cancelled(run: Run) -> None:
    """A visitor goes away while paying; the next one wants the seat."""
    sell = theatre(run, [4], {"Ada": gives(None, after=3), "Bob": gives(None, after=1)})
    first = asyncio.create_task(sell("Ada"))
    await asyncio.sleep(1)
    first.cancel()
    end = await run.ended(first)
    run.note(cancelled_at=1.0, said=end.said, raised=end.raised)
    run.note(paying=run.journal.calls("pay")[0].how == "open")
    run.note(then=(await run.ended(sell("Bob"))).said)


OUTSIDE = """
    A lock held during an await lets in one task, for as long as that await takes.
    What must be done by one task at a time is taking a seat, and that needs no await.
    Take the seat out of the list first; then pay; then return it."""
FIRST = """
    At an await other tasks run: what was free before it may be taken after it.
    Take the seat out of the list before the await, in the same step that looks for it.
    if not self.free: return None; seat = self.free.pop(0); await the payment; return seat"""
BACK = """
    A seat that was taken for a payment must come back if there is no payment.
    Every way out counts: an error, and also CancelledError, which is no Exception.
    try: await the payment; except BaseException: put the seat back; raise."""
NONE = """
    A seat that somebody pays for is not free, and a visitor who comes then is told so.
    Ask whether the list is empty before the pop, and before anybody pays.
    if not self.free: return None"""
AT_ONCE = "all visitors pay at the same time, and each has the seat as soon as it is paid"
SOLD = "`sell(visitor)` awaits `pay(visitor)` once, and returns the seat that is sold"
FULL = "if no seat is free it returns None at once, and `pay` is not called"
FREE_AGAIN = "the seat is free again"
FAILED = """
    promise {}
    seen    one seat; Ada {}; then Bob came, and sell {{T.then}}
    wanted  returned 4, the seat that Ada did not pay for
    next    put the seat back before the error goes on."""

# fmt: off
CHECK = check(
    *(in_turn, together, sold_out, same_list, refused, cancelled),
    rules=(
        usual.returns_awaitable("in_turn", SOLD),
        usual.deadlock("in_turn together sold_out refused cancelled", AT_ONCE, hints=OUTSIDE),
        rule("SOLD_TWICE", lambda f: f.in_turn.twice, """
            promise no seat is sold twice
            seen    two seats, three visitors, one after the other; they got {in_turn.value}
            wanted  {in_turn.wanted}, the first two in any order
            next    a seat that is sold must not be free again.""", FIRST),
        usual.no_result("in_turn", SOLD),
        usual.zero_lost("together", SOLD),
        usual.one_at_a_time("together", AT_ONCE, hints=OUTSIDE),
        usual.not_asked("together", SOLD),
        rule("SOLD_TWICE", lambda f: not f.together.right, """
            promise no seat is sold twice
            seen    as many visitors as seats came at once; they got {together.value}
            wanted  {together.wanted}, in any order
            next    take the seat before the await.""", FIRST),
        rule("LATE", lambda f: f.together.late, f"""
            promise {AT_ONCE}
            seen    {{together.late[0]}}
            next    find out what a visitor waits for after the payment.""", OUTSIDE),
        rule("PAYS_FOR_NOTHING", lambda f: "Bob" in f.sold_out.asked, f"""
            promise {FULL}
            seen    one seat, and Ada paid for it from 0.0 to 2.0 s; Bob came at 1.0 s
                    and paid, too; sell {{sold_out.second}}
            wanted  None at 1.0 s, without a payment
            next    take the seat before the await, so that nobody else sees it as free.""", FIRST),
        rule("NOT_TOLD_AT_ONCE",
            lambda f: not f.sold_out.told or f.sold_out.second_at > 1, f"""
            promise {FULL}
            seen    one seat, and Ada paid for it from 0.0 to 2.0 s; Bob came at 1.0 s;
                    sell {{sold_out.second}}, at {{sold_out.second_at}} s
            wanted  None at 1.0 s
            next    look whether there is a free seat, and return if not.""", NONE),
        usual.shared_by_all("same_list", "each theatre has seats of its own", own="list",
            what="two theatres were made of one list, [1, 2]; each sold its two seats"),
        usual.error_lost("refused", "`sell` raises the same exception", "{due_error}", hints=BACK),
        each("refused", "SEAT_LOST", lambda r: r.then != "returned 4",
            FAILED.format(f"if `pay` raises, {FREE_AGAIN}", "did not pay: the bank refused"), BACK),
        usual.cancel_swallowed("cancelled", "CancelledError comes out"),
        rule("PAYMENT_GOES_ON", lambda f: f.cancelled.paying, """
            promise its payment is cancelled with it
            seen    cancelled at 1.0 s, {name} {cancelled.said}; the payment went on
            next    await the payment itself: a cancellation goes through to it.""", BACK),
        each("cancelled", "SEAT_LOST_ON_CANCEL", lambda r: r.then != "returned 4",
            FAILED.format(f"its payment is cancelled with it, {FREE_AGAIN}",
                "was cancelled while she paid"), BACK),
    ),
    called="sell",
    praise="{together.of} visitors paid at once, done at {together.took} s; each seat sold once",
)
