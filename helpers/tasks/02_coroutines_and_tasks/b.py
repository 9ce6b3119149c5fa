"""02.b: at most k in flight, a free place taken at once, the results in order."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.derived import idle
from helpers.grading.doubles import gives
from helpers.grading.draws import names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .waits import known

__all__ = ["CHECK"]

PLAIN = [(f"text {number}", seconds) for number, seconds in enumerate((4, 1, 1, 1, 1, 1), start=1)]


async def fetching(run: Run, pages: dict[Any, tuple[Any, float]], k: int) -> Any:
    """Fetch pages, of which each comes with its content after its seconds; note what was begun."""
    script = {page: gives(content, after) for page, (content, after) in pages.items()}
    run.replace(fetch=run.awaitable("fetch", known(script)))
    run.note(to_ask=list(pages), wanted=[content for content, _ in pages.values()])
    run.note(limit=k, of=min(k, len(pages)))
    try:
        return await run.call(list(pages), k)
    finally:
        calls = run.journal.calls()
        run.note(idle=idle(calls, k), due=max((call.end or 0.0 for call in calls), default=0.0))


async def six(run: Run) -> Any:
    """Six plain pages, k=2, as the statement says."""
    return await fetching(run, dict(enumerate(PLAIN, start=1)), 2)


@trial(rounds=2)
async def four(run: Run) -> Any:
    """The same pages, k=4; then once more, with contents that an `if` or `==` mistakes."""
    contents = odd_values(run.draw, 6) if run.round else [content for content, _ in PLAIN]
    pairs = ((content, after) for content, (_, after) in zip(contents, PLAIN, strict=True))
    return await fetching(run, dict(enumerate(pairs, start=1)), 4)


@trial(rounds=2)
async def drawn(run: Run) -> Any:
    """More pages than a usual constant, whose times are drawn; then fewer pages than k."""
    count, k = [(40, 9), (4, 9)][run.round]
    after = seconds(run.draw, count, most=0.6)
    after[1] = after[0]
    pages = names(run.draw, count)
    script = {page: (f"text of {page}", time) for page, time in zip(pages, after, strict=True)}
    return await fetching(run, script, k)


NEXT_PAGE = """
    A place is free the moment a fetch ends; it should not wait for others to end.
    Do not cut the pages into groups or shares: let every page wait for the next free place.
    An inner async function for one page, `async with places:` in it, and a task of each."""
ALL = "six four drawn"
ONCE, AT_MOST = "each of `pages` once", "never has more than `k` of them under way"
NEXT = "as soon as one page has arrived, the next one is begun"
NO_EMPTY_PLACE, LIST = "no place stays empty", "returns the list of the contents"
# fmt: off
CHECK = check(
    *(six, four, drawn),
    rules=(
        rule("PLACE_NOT_RETURNED",
            lambda f: f.six.deadlock and len(f.six.asked) < len(f.six.to_ask), """
            promise as soon as one page has arrived, the next one is begun
            seen    of six pages, these were begun, then nobody could go on: {six.asked}
                    {six.waits}
            next    whoever takes a place must give it back when its fetch has ended.""",
            usual.SHARE_THE_PLACES),
        rule("WORKERS_NEVER_END", lambda f: f.six.deadlock, """
            promise once the last one is there
            seen    all six pages were fetched, but fetch_all never returned:
                    {six.waits}
            next    nobody tells that waiter that there are no more pages.
            hint    `await queue.get()` waits for ever when nobody puts anything in any more.
            hint    All pages are known from the start: an empty queue, or iterator, means the end.
            hint    `for page in iterator:` in each worker, all workers sharing one iterator."""),
        rule("IGNORES_K", lambda f: f.six.most_at_once == f.four.most_at_once == 2, """
            promise `k` may differ from call to call
            seen    with k=2 up to 2 were under way; then, with k=4, up to 2 as well:
                    {name} {four.said}
            next    what counts the places is made anew inside fetch_all, from its k.""",
            usual.SHARE_THE_PLACES),
        usual.returns_awaitable("six", LIST),
        usual.never_awaited("six", ONCE),
        usual.not_asked(ALL, ONCE, hints=usual.SHARE_THE_PLACES),
        rule("SEQUENTIAL_AWAIT", lambda f: f.four.most_at_once == 1, """
            promise no place stays empty
            seen    six pages, with k=2 and with k=4: never more than 1 was under way
            next    an awaited coroutine runs to its end before the next one starts.""",
            usual.SHARE_THE_PLACES),
        usual.limit_ignored(ALL, AT_MOST),
        usual.polls("six", NEXT, most=6),
        usual.wrong_order("six", "in the order of `pages`"),
        rule("OUT_OF_TURN", lambda f: f.six.asked != f.six.to_ask and not f.six.slip, """
            promise begins the pages in their order
            seen    the pages were begun in this order: {six.asked}
            wanted  {six.to_ask}
            next    whoever is free takes the first page that nobody has taken yet.""", NEXT_PAGE),
        usual.one_at_a_time(ALL, NO_EMPTY_PLACE, hints=usual.SHARE_THE_PLACES),
        usual.place_left_empty("drawn", NEXT, code="PLACE_LEFT_EMPTY", hints=NEXT_PAGE,
            next="a page that has arrived frees a place: what else is waited for, or still held?"),
        usual.zero_lost("four", "a content may be any object"),
        usual.no_result("six drawn", LIST),
        usual.no_list("six", LIST),
        usual.too_late(ALL, "once the last one is there", hints=NEXT_PAGE),
    ),
    praise="k=2: {six.most_at_once} under way, done at {six.took} s",
    predicts="six.took",
)
