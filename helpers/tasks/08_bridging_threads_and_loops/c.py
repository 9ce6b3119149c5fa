"""08.c: items from threads to a loop: none late, none lost, also when the inbox is closed."""

from helpers.grading import mistakes as usual
from helpers.grading.derived import SLIPS
from helpers.grading.kit import check, rule

from .crossing import LOCKED, not_yours
from .reading import cancelled, closing, held, in_time, stopped

__all__ = ["CHECK"]

SAFE = """
    asyncio.Queue, Event and Future are for the loop's own thread; others do not wake the loop.
    call_soon_threadsafe hands the loop a function to call, and wakes it; calls keep their order.
    In put: call_soon_threadsafe of the loop, with the queue's put_nowait and the item."""
LAST = SAFE.strip().splitlines()[-1].strip()
WAIT = f"""
    queue.get() and threading's Event hold their thread; an await holds nobody, nor need it look.
    await an asyncio.Queue's get(); what another thread puts must wake it.
    {LAST}"""
END = """
    The end is one more thing that comes after the last item, by the same way.
    A mark that no item can be: an object() of your own, or put each item into a tuple.
    close hands over an empty tuple, put a tuple of one; the reader ends at the empty one."""
FIFO = """
    What is appended at one end is to be taken from the other.
    asyncio.Queue keeps the order; so does call_soon_threadsafe.
    popleft of a deque in place of pop; Queue in place of LifoQueue."""
HAND_OVER = f"""
    Whoever waits for the loop is held up by all that the loop does.
    result() waits; call_soon_threadsafe does not.
    {LAST}"""
LAST_ITEM = "the end comes after the last item, by the same way as the items."
IN_ORDER = "in the order in which they were put"
ENDS = "After `close()` the `async for` gives what was put before, and ends"

# fmt: off
CHECK = check(
    *(in_time, closing, held, cancelled, stopped),
    rules=(
        not_yours("in_time", LAST),
        usual.busy_wait("in_time", "keeps a processor busy", hints=WAIT),
        usual.stranger("in_time", "told what to do only through calls that wake it", hints=SAFE),
        usual.blocks_the_loop("in_time", "the loop goes on with its other tasks", hints=WAIT),
        rule("PUT_FAILS", lambda f: f.in_time.put_failed, """
            promise `put` works on every other thread
            seen    put, on a thread without a loop, {in_time.put_failed}
            next    ask for the loop where the inbox is made, and remember it.
            hint    Which loop runs is a question that each thread answers for itself.
            hint    The inbox is made on the loop's thread: __init__ can ask, put cannot.
            hint    In __init__: self.loop, from get_running_loop(). In put: use it."""),
        rule("END_IS_NO_ITEM", lambda f: len(f.in_time.got) > len(f.in_time.wanted), f"""
            promise {IN_ORDER}
            seen    the reader got {{in_time.got}}
            wanted  {{in_time.wanted}}, each once, and the mark of the end not at all
            next    look at what you took before you yield it.""", END),
        usual.wrong_order("in_time closing", IN_ORDER, hints=FIFO),
        rule("ITEMS_LOST", lambda f: not f.in_time.error and f.in_time.round < 2
            and len(f.in_time.got) < len(f.in_time.wanted), f"""
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
        rule("TOO_LATE", lambda f: not f.in_time.error and
            (f.in_time.arrived, f.in_time.ended_at) != (f.in_time.due, f.in_time.close_at), """
            promise Each item is there at the moment at which it is put
            seen    items were put at {in_time.due}
                    they came at {in_time.arrived}
                    close() was called at {in_time.close_at}; the end came at {in_time.ended_at}
            next    see who wakes the reader for each of them.""", WAIT),
        rule("PUT_AFTER_CLOSE", lambda f: f.in_time.late_error not in ("RuntimeError", *SLIPS), """
            promise a `put` then raises `RuntimeError`
            seen    put after close() {in_time.late}
            next    let close leave a mark that put looks at.""", LOCKED),
        rule("LOST_AT_CLOSE", lambda f: not f.closing.right, f"""
            promise {ENDS}
            seen    put were 1, 2, 3, and then closed, {{closing.place}};
                    the reader got {{closing.got}}
            wanted  [1, 2, 3]
            next    {LAST_ITEM}""", END),
        usual.blocks_the_caller("held", "returns at once", hints=HAND_OVER),
        rule("LOST_AT_CANCEL",
            lambda f: f.cancelled.error or f.cancelled.deadlock or not f.cancelled.right, """
            promise no item is lost
            seen    'a' and 'b' were put; the first reader was cancelled at {cancelled.gone} s,
                    the next one {cancelled.said}
            wanted  ['a', 'b'] from the two of them
            next    find what still waits for the cancelled reader, and takes an item.
            hint    Cancelling the await of to_thread ends no thread: that then takes an item.
            hint    asyncio.Queue.get can be cancelled: it has taken nothing then.
            hint    In put: call_soon_threadsafe with the queue's put_nowait and the item."""),
        rule("RACE", lambda f: f.stopped.lost and f.stopped.who != "the loop", """
            promise either the item arrives, or its `put` raises
            seen    {stopped.seen}; an item never came, though put raised nothing
            next    nobody may close between put's question and its hand-over.""", LOCKED),
        rule("LOST_AT_CLOSE", lambda f: f.stopped.lost, f"""
            promise {ENDS}
            seen    {{stopped.seen}}; the `async for` ended without the item
            next    {LAST_ITEM}""", END),
        rule("LOST_WAKE_UP", lambda f: f.stopped.seen, """
            promise the reader wakes for each item and for the close
            seen    {stopped.seen}; then an item, or the end, came late or never
            next    who wakes the reader, if that happens between its question and its sleep?
            hint    Between the reader's last look and its sleep a thread may put, and wake nobody.
            hint    A queue's item, or a flag that stays set, is kept until the reader looks.
            hint    Let the loop's own thread do both, by call_soon_threadsafe."""),
    ),
    praise="{in_time.shown}: no item came late; none was lost, in any order of put and close, "
    "nor by a cancel",
    called="the reader",
    allows=("sys.settrace",),  # how a thread is stopped before a line
)
