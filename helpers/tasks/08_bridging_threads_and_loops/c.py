"""08.c: items from threads to a loop: none late, none lost, also when the inbox is closed."""

import time
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.derived import SLIPS
from helpers.grading.draws import names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .crossing import not_yours, own_work
from .reading import cancelled, closing, held, in_thread, put, read, waking, whenever

__all__ = ["CHECK"]


def plan_of(run: Run) -> list[tuple[float, str, list[Any]]]:
    """Say when and by which thread what is put: a few plain items, very many, and odd ones."""
    times = sorted(seconds(run.draw, 4, most=90)) if run.round else [0.37, 1.03, 62.71, 63.19]
    items: list[Any] = ["a", "b", "c", "d", "e", "f", "g", "h"]
    if run.round:
        items = names(run.draw, 80) if run.round == 1 else odd_values(run.draw, 12)
    parts = items[:1], items[1:-3], items[-3:-2], items[-2:]
    return list(zip(times, ("first", "first", "second", "first"), parts, strict=True))


@trial(rounds=3)
async def in_time(run: Run) -> Any:
    """Two threads put at odd times; one of them closes, and puts once more."""
    plan = plan_of(run)
    close_at = round(plan[-1][0] + 1.04, 6)
    due = [at for at, _, items in plan for _ in items]
    run.note(wanted=[item for *_, items in plan for item in items], due=due, close_at=close_at)
    with own_work(run):
        inbox = run.answer()

        def work(name: str) -> None:
            for at, who, items in plan:
                if who == name:
                    time.sleep(at - run.now())
                    put(run, inbox, *items)
            if name == "first":
                time.sleep(close_at - run.now())
                inbox.close()
                late = run.ending(inbox.put, "too late")
                run.note(late=late.said, late_error=late.raised)

        for name in ("first", "second"):
            in_thread(lambda name=name: work(name), name)
        return await read(run, inbox)


SAFE = """
    asyncio.Queue, Event and Future are for the loop's own thread; others do not wake the loop.
    call_soon_threadsafe hands the loop a function to call, and wakes it; calls keep their order.
    In put: call_soon_threadsafe of the loop, with the queue's put_nowait and the item."""
LAST = SAFE.strip().splitlines()[-1].strip()
WAIT = f"""
    Who waits for an item sleeps until it comes; nobody needs to look.
    await an asyncio.Queue's get(); what another thread puts must wake it.
    {LAST}"""
FREE = f"""
    A queue of `queue` and an Event of `threading` wait by holding their thread.
    await an asyncio.Queue's get(); what another thread puts must wake it.
    {LAST}"""
END = """
    The end is one more thing that comes after the last item, by the same way.
    A mark that no item can be: an object() of your own, or put each item into a tuple.
    close hands over an empty tuple, put a tuple of one; the reader ends at the empty one."""
CLOSE = """
    The question whether it is closed, and the hand-over, are two steps; a close fits in between.
    Hold one lock from the question to the hand-over in put, and in close as well.
    with the lock: if closed, raise; then call_soon_threadsafe"""
FIFO = """
    What is appended at one end is to be taken from the other.
    asyncio.Queue keeps the order; so does call_soon_threadsafe.
    popleft of a deque in place of pop; Queue in place of LifoQueue."""
HOME = """
    Which loop runs is a question that each thread answers for itself.
    The inbox is made on the loop's thread: __init__ can ask, put cannot.
    In __init__: self.loop, from get_running_loop(). In put: use it."""
HAND_OVER = f"""
    Whoever waits for the loop is held up by all that the loop does.
    result() waits; call_soon_threadsafe does not.
    {LAST}"""
CANCEL = f"""
    Cancelling the await of to_thread does not end its thread, which then takes an item.
    asyncio.Queue.get can be cancelled: it has taken nothing then.
    {LAST}"""
ASLEEP = """
    Between the reader's last look and its sleep a thread may put, and wake nobody.
    What is kept until the reader looks cannot be missed: a queue's item, a flag that stays set.
    Let the loop's own thread do both: what a thread puts goes to it by call_soon_threadsafe."""
IN_ORDER = "in the order in which they were put"
ENDS = "After `close()` the `async for` gives what was put before, and ends"


def lost(r: Any) -> bool:
    """Are there too few items, and no slip that explains it?"""
    return not r.error and len(r.got) < len(r.wanted)


def late(r: Any) -> bool:
    """Did items, or the end, come later than they were put, and is there no slip?"""
    return not r.error and (r.arrived, r.ended_at) != (r.due, r.close_at)


# fmt: off
CHECK = check(
    *(in_time, closing, held, cancelled, whenever, waking),
    rules=(
        not_yours("in_time", "You build it yourself", LAST),
        usual.busy_wait("in_time", "keeps a processor busy", hints=WAIT),
        usual.stranger("in_time", "asks for it by a call that wakes the loop", hints=SAFE),
        usual.blocks_the_loop("in_time", "the loop goes on with its other tasks", hints=FREE),
        rule("PUT_FAILS", lambda f: f.in_time.put_failed, """
            promise `put` works on every other thread
            seen    put, on a thread without a loop, {in_time.put_failed}
            next    ask for the loop where the inbox is made, and remember it.""", HOME),
        rule("END_IS_NO_ITEM", lambda f: len(f.in_time.got) > len(f.in_time.wanted), f"""
            promise {IN_ORDER}
            seen    the reader got {{in_time.got}}
            wanted  {{in_time.wanted}}, each once, and the mark of the end not at all
            next    look at what you took before you yield it.""", END),
        usual.wrong_order("in_time closing", IN_ORDER, hints=FIFO),
        rule("ITEMS_LOST", lambda f: lost(f.in_time) and f.in_time.round < 2, f"""
            promise {IN_ORDER}
            seen    the reader got {{in_time.got}}
            wanted  {{in_time.wanted}}; some of them were put at one moment
            next    see what becomes of several items that come before the reader wakes.
            hint    One wake-up may stand for several items.
            hint    After each wake-up take all that is there.
            hint    An asyncio.Queue without maxsize counts items itself, one get() for each."""),
        usual.zero_lost("in_time", "any object may be an item", hints=END),
        usual.deadlock("in_time closing", ENDS, code="WAITS_FOR_EVER", hints=END),
        usual.polls("in_time", "nobody looks at intervals", hints=WAIT),
        rule("TOO_LATE", lambda f: late(f.in_time), """
            promise Each item is there at the moment at which it is put
            seen    items were put at {in_time.due}
                    they came at {in_time.arrived}
                    close() was called at {in_time.close_at}; the end came at {in_time.ended_at}
            next    see who wakes the reader for each of them.""", WAIT),
        rule("PUT_AFTER_CLOSE", lambda f: f.in_time.late_error not in ("RuntimeError", *SLIPS), """
            promise a `put` then raises `RuntimeError`
            seen    put after close() {in_time.late}
            next    let close leave a mark that put looks at.""", CLOSE),
        rule("LOST_AT_CLOSE", lambda f: not f.closing.right, f"""
            promise {ENDS}
            seen    put were 1, 2, 3, and then closed, {{closing.place}};
                    the reader got {{closing.got}}
            wanted  [1, 2, 3]
            next    the end comes after the last item, by the same way as the items.""", END),
        usual.blocks_the_caller("held", "returns at once", hints=HAND_OVER),
        rule("LOST_AT_CANCEL",
            lambda f: f.cancelled.error or f.cancelled.deadlock or not f.cancelled.right, """
            promise no item is lost
            seen    'a' and 'b' were put; the first reader was cancelled at {cancelled.gone} s,
                    the next one {cancelled.said}
            wanted  ['a', 'b'] from the two of them
            next    find what still waits for the cancelled reader, and takes an item.""", CANCEL),
        usual.race("whenever", "either the item arrives, or its `put` raises", hints=CLOSE),
        rule("LOST_WAKE_UP",
            lambda f: f.waking.wrong, """
            promise the reader wakes for each item and for the close
            seen    {waking.who} stood before the line
                    {waking.line}
                    and {waking.wrong}; then an item, or the end, came late or never
            next    who wakes the reader, if that happens between its question and its sleep?""",
            ASLEEP),
    ),
    praise="{in_time.shown}: none late; no order of put and close loses one; a cancel neither",
    called="the reader",
    allows=("sys.settrace",),  # how the explorer follows the answer, and a line is waited for
)
