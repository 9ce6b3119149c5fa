"""02.b: at most k in flight, a free place taken at once, the results in order."""

import heapq
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .waits import known, looks_again

__all__ = ["CHECK"]

PLAIN = [(f"text {number}", seconds) for number, seconds in enumerate((4, 1, 1, 1, 1, 1), start=1)]


def best(times: list[float], k: int) -> list[float]:
    """Return when each page begins if no place stays empty, and behind them when all is done."""
    free, begins = [0.0] * k, []
    for time in times:
        begins.append(free[0])
        heapq.heapreplace(free, round(free[0] + time, 6))
    return [*begins, max(free)]


async def fetching(run: Run, pages: dict[Any, tuple[Any, float]], k: int) -> Any:
    """Fetch pages, of which each comes with its content after its seconds; note what was begun."""
    script = {page: gives(content, after) for page, (content, after) in pages.items()}
    run.replace(fetch=run.awaitable("fetch", known(script)))
    *begins, due = best([after for _, after in pages.values()], k)
    run.note(to_ask=list(pages), wanted=[content for content, _ in pages.values()], due=due)
    run.note(limit=k, of=min(k, len(pages)), idle=None)
    try:
        return await run.call(list(pages), k)
    finally:
        run.note(idle=_idle(run, begins))


def _idle(run: Run, begins: list[float]) -> dict[str, Any] | None:
    """Return the first page that was begun when a place had been free for a while."""
    calls = run.journal.calls()
    for call, free in zip(calls, begins, strict=False):
        if call.start > free:
            others = sum(each.start < call.start and each.end > call.start for each in calls)
            return dict(page=call.args[0], begun=call.start, free=free, others=others)
    return None


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


BOUND = """
    A semaphore counts free places. All calls must share one, and hold it while they fetch.
    Make the semaphore once in fetch_all, with k places; take a place around each single fetch.
    An inner async function: `async with places:` around the await of one fetch."""
NEXT_PAGE = """
    A place is free the moment a fetch ends; it should not wait for others to end.
    Do not cut the pages into groups or shares: let every page wait for the next free place.
    An inner async function for one page, `async with places:` in it, and a task of each."""
BY_PAGE = """
    Appending to a list gives the order of arrival, not that of asking.
    Keep each content by the place of its page, and see that each inner function returns it.
    gather() gives its results in the order of its arguments: return what awaiting it gives."""
ALL = "six four drawn"
ONCE, AT_MOST = "each of `pages` once", "never has more than `k` of them under way"
NEXT = "as soon as one page has come, the next is begun"
NO_EMPTY_PLACE, LIST = "no place stays empty", "returns the list of the contents"
# fmt: off
CHECK = check(
    *(six, four, drawn),
    rules=(
        rule("PLACE_NOT_RETURNED",
            lambda f: f.six.deadlock and len(f.six.asked) < len(f.six.to_ask), """
            promise as soon as one page has come, the next is begun
            seen    of six pages, these were begun, then nobody could go on: {six.asked}
                    {six.waits}
            next    whoever takes a place must give it back when its fetch has ended.""", BOUND),
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
            next    what counts the places is made anew inside fetch_all, from its k.""", BOUND),
        usual.returns_awaitable("six", LIST),
        usual.never_awaited("six", ONCE),
        usual.not_asked(ALL, ONCE, hints=BOUND),
        rule("SEQUENTIAL_AWAIT", lambda f: f.six.most_at_once == f.four.most_at_once == 1, """
            promise no place stays empty
            seen    six pages, with k=2 and with k=4: never more than 1 was under way
            next    an awaited coroutine runs to its end before the next one starts.""", BOUND),
        usual.limit_ignored(ALL, AT_MOST, hints=BOUND),
        looks_again("six", NEXT, late="drawn"),
        usual.wrong_order("six", "in the order of `pages`", hints=BY_PAGE),
        rule("OUT_OF_TURN", lambda f: f.six.asked != f.six.to_ask and not f.six.slip, """
            promise begins the pages in their order
            seen    the pages were begun in this order: {six.asked}
            wanted  {six.to_ask}
            next    whoever is free takes the first page that nobody has taken yet.""", NEXT_PAGE),
        usual.one_at_a_time(ALL, NO_EMPTY_PLACE, hints=BOUND),
        rule("PLACE_LEFT_EMPTY", lambda f: f.drawn.idle, """
            promise as soon as one page has come, the next is begun
            seen    k={drawn.limit}: page {drawn.idle.page} was begun at {drawn.idle.begun} s, with
                    {drawn.idle.others} under way; a place was free from {drawn.idle.free} s on
            next    one page that has come frees a place: what else is waited for, or still held?
            """, NEXT_PAGE),
        usual.zero_lost("four", "a content may be any object"),
        usual.no_result("six drawn", LIST, hints=BY_PAGE),
        usual.no_list("six", LIST, hints=BY_PAGE),
        usual.too_late(ALL, "once the last one is there", hints=NEXT_PAGE),
    ),
    praise="k=2: {six.most_at_once} under way, done at {six.took} s",
    predicts="six.took",
)
