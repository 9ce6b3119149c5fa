"""09.c: the newest readings of a thread that must not wait, and how many were missed."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, each, rule

from .sensor import cancelled, held, in_time, too_many

__all__ = ["CHECK"]

WAKE = """
    asyncio's Queue, Event and deque are looked at by the loop; a thread does not wake it.
    call_soon_threadsafe has the loop call a function of yours, and returns at once.
    put: only that call. The function it names, on the loop, keeps the reading and sets an Event."""
WAIT = """
    queue.get() and threading's Event hold their thread; sleeping in turns is late.
    An await of an asyncio.Event, or of asyncio.Queue's get, wakes when somebody sets or puts.
    Clear the Event only when no reading is there, and wait for it in a `while`."""
DROP = """
    When it is full, the oldest reading gives way to the newest.
    After appending one: as long as there are more than `limit`, take one away from the other end.
    popleft() of a deque; or get_nowait() of a full asyncio.Queue, before put_nowait()."""
COUNT = """
    The number of dropped readings is kept until a get returns it, and then begins at 0 again.
    Count where you drop; a deque with a maxlen drops silently.
    Just before the return: keep the count in a variable, and set the attribute to 0."""
CANCEL = """
    A get that is cancelled ends at its await; what it had taken before that is gone.
    Wait first, and take afterwards, with no await between the taking and the return.
    A thread that waits in a queue's get for you takes a reading after you have gone."""
PUT = "`put` works on every thread other than the loop's, and returns at once"
NEWEST = "the oldest of them are dropped, so that the newest `limit` are kept"
PAIR = "and how many were dropped since the last `get` returned"
MOMENT = "has it at the moment at which it is put"
CANCELLED = "If a `get` is cancelled while it waits, neither a reading nor a count is lost"

CALLBACK = f"""
    promise {NEWEST}
    seen    on the loop, a function that put had it call raised
            {{T.complaints[0][type]}} {{T.complaints[0][message]}}
    next    the loop logs that, and put does not learn of it: mend that function."""

# fmt: off
CHECK = check(
    *(in_time, too_many, held, cancelled),
    rules=(
        usual.busy_wait("in_time", "nobody looks at intervals", hints=WAIT),
        rule("PUT_FAILS", lambda f: f.in_time.put_failed, f"""
            promise {PUT}
            seen    put, on a thread without a loop, {{in_time.put_failed}}
            next    ask for the loop where the object is made, and remember it.""", WAKE),
        usual.stranger("in_time", "told what to do only through calls that wake it", hints=WAKE),
        usual.blocks_the_loop("in_time", "meanwhile the loop goes on", hints=WAIT),
        rule("ZERO_LOST", lambda f: f.in_time.round > 0 and f.in_time.deadlock, """
            promise Any object may be a reading
            seen    with odd readings get gave {in_time.gave}, and then waited for ever
            wanted  {in_time.pairs}: with numbers it was right
            next    tell whether a reading has come by something else than the reading itself.""",
            WAIT),
        each("in_time", "CALLBACK_FAILS", lambda r: r.complaints, CALLBACK, DROP),
        usual.deadlock("in_time", MOMENT, code="WAITS_FOR_EVER", hints=WAKE),
        usual.polls("in_time", "nobody looks at intervals", hints=WAIT),
        rule("NO_PAIR", lambda f: f.in_time.got and not f.in_time.right
            and all(type(each) is not list or len(each) != 2 for each in f.in_time.got), f"""
            promise {PAIR}
            seen    get gave {{in_time.gave}}
            wanted  {{in_time.pairs}}
            next    return the reading and the count, as a tuple.""", COUNT),
        usual.zero_lost("in_time", "Any object may be a reading", hints=WAIT),
        usual.no_result("in_time", "`get()` returns a pair", hints=COUNT),
        rule("TOO_LATE", lambda f: not f.in_time.error and f.in_time.arrived != f.in_time.due, f"""
            promise {MOMENT}
            seen    readings were put at {{in_time.due}}
                    they came at {{in_time.arrived}}
            next    see who wakes the get for each of them.""", WAKE),
        usual.blocks_the_caller("too_many held", PUT, hints=WAKE),
        each("too_many", "CALLBACK_FAILS", lambda r: r.complaints, CALLBACK, DROP),
        rule("PUT_FAILS", lambda f: f.too_many.put_failed, f"""
            promise {PUT}
            seen    with more readings than the limit, put {{too_many.put_failed}}
            next    drop the oldest one in place of an error.""", DROP),
        usual.deadlock("too_many held", NEWEST, code="READINGS_LOST", hints=DROP),
        rule("NOT_THE_NEWEST", lambda f: not f.too_many.error
            and f.too_many.kept != [reading for reading, _ in f.too_many.wanted], f"""
            promise {NEWEST}
            seen    limit {{too_many.limit}}: get gave {{too_many.gave}}
            wanted  {{too_many.pairs}}
            next    see which of them you drop, and when.""", DROP),
        rule("MISCOUNTED", lambda f: not f.too_many.error and not f.too_many.right, f"""
            promise {PAIR}
            seen    limit {{too_many.limit}}: get gave {{too_many.gave}}
            wanted  {{too_many.pairs}}
            next    see where the count is kept, and when it begins again.""", COUNT),
        rule("NOT_THE_NEWEST", lambda f: not f.held.right, f"""
            promise {NEWEST}
            seen    three readings were put while the loop was held, limit 2: {{held.said}}
            wanted  {{held.pairs}}
            next    see what becomes of readings that the loop has not seen yet.""", DROP),
        rule("LOST_AT_CANCEL", lambda f: f.cancelled.error or f.cancelled.deadlock
            or not f.cancelled.right, f"""
            promise {CANCELLED}
            seen    one get was cancelled, and 'a', 'b', 'c' were put; then get gave
                    {{cancelled.gave}}
            wanted  {{cancelled.pairs}}, with the limit 2
            next    find what the cancelled get had already taken.""", CANCEL),
    ),
    praise="each reading in time; of ten, limit 3, the newest three: {too_many.said}",
    called="get",
)
