"""02.b: at most k in flight, a free place taken at once, the results in order."""

from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.awaitables import still_to_await
from helpers.grading.doubles import awaitable, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

SECONDS = {1: 4, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1}  # by page
PAGES = list(SECONDS)
OTHER_LOOP = "in another run, it still used the first run's semaphore"
WANTED = [f"text {page}" for page in PAGES]
# By k: when all is done, if a place is taken as soon as it is free; batches need 1 s more.
BEST = {2: 5.0, 4: 4.0}


def gather_fetch_all(answer: Answer) -> dict[str, Any]:
    """Fetch six pages with k=2, then with k=4, in virtual time; the facts are those of k=2."""
    two = _run(answer, 2)
    stuck = two["deadlock"] or [{"line": ""}]
    four = _run(answer, 4)
    runs = {2: two, 4: four}
    return {
        **two,
        "to_await": still_to_await(two["value"]),
        "error": two["error"] or (None if _other_loop(four) else four["error"]),
        "begun": len(two["asked"]),
        "line": next((wait["line"] for wait in stuck if wait["line"]), "an await"),
        "most_of_4": four["most_at_once"],
        "with_4": _with_four(four),
        "unfetched": next((_fetched(k, run) for k, run in runs.items() if not _all(run)), None),
        "slow": next((_times(k, run) for k, run in runs.items() if run["took"] > BEST[k]), None),
    }


def _run(answer: Answer, k: int) -> dict[str, Any]:
    journal = Journal()
    script = {page: gives(f"text {page}", after=after) for page, after in SECONDS.items()}
    answer.replace(fetch=awaitable(journal, "fetch", script))
    return observe(answer, lambda: answer.value(list(PAGES), k), journal)


def _other_loop(run: dict[str, Any]) -> bool:
    """Was a semaphore of the first run used in the second, which has a loop of its own?"""
    return "different event loop" in (run["error"] or {"message": ""})["message"]


def _with_four(run: dict[str, Any]) -> str:
    if _other_loop(run):
        return OTHER_LOOP
    return f"up to {run['most_at_once']} were in flight"


def _all(run: dict[str, Any]) -> bool:
    return sorted(run["asked"]) == PAGES


def _fetched(k: int, run: dict[str, Any]) -> dict[str, Any]:
    return {"k": k, "pages": ", ".join(map(str, run["asked"])) or "none"}


def _times(k: int, run: dict[str, Any]) -> dict[str, Any]:
    return {"k": k, "took": run["took"], "best": BEST[k]}


BOUND_HINTS = (
    "A semaphore counts free places. All calls must share one, and hold it while they fetch.",
    "Make the semaphore once in fetch_all, with k places; take a place around each single fetch.",
    "An inner async function: `async with places:` around the await of one fetch.",
)
PLACE_HINTS = (
    "A place is free the moment a fetch ends; it should not wait for others to end.",
    "Do not cut the pages into groups: start all tasks, and let each wait for a free place.",
    *BOUND_HINTS[2:],
)

FETCH_RULES = (
    Rule(
        "PLACE_NOT_RETURNED",
        lambda f: f.deadlock and f.begun < len(PAGES),
        seen="{begun} pages were begun, then nobody could go on; waiting at: {line}",
        wanted="all 6 pages, 2 at a time",
        next="whoever takes a place must give it back when its fetch has ended.",
        hints=(
            "A semaphore's count only falls by acquire(); release() makes it rise again.",
            "`async with` takes the place and gives it back, also after an error.",
            *BOUND_HINTS[2:],
        ),
    ),
    Rule(
        "WORKERS_NEVER_END",
        lambda f: f.deadlock,
        seen="all 6 pages were fetched, but fetch_all never returned; waiting at: {line}",
        wanted="the list, once the last page is there",
        next="nobody tells that waiter that there are no more pages.",
        hints=(
            "`await queue.get()` waits for ever when nobody puts anything in any more.",
            "All pages are known from the start: an empty queue, or iterator, means the end.",
            "`for page in iterator:` in each worker, all workers sharing one iterator.",
        ),
    ),
    Rule(
        "RETURNS_AWAITABLE",
        lambda f: not f.error and f.to_await,
        seen="it returned {to_await}",
        wanted="the texts of the pages",
        next="await each fetch, and await what gathers them.",
        hints=(
            "Calling an async function gives a coroutine; only awaiting it gives its result.",
            "The await belongs inside the semaphore's block: there the place is held.",
            *BOUND_HINTS[2:],
        ),
    ),
    Rule(
        "NOT_FETCHED",
        lambda f: not f.error and f.unfetched and f.with_4 != OTHER_LOOP,
        seen="pages 1 to 6 were wanted, k={unfetched[k]}; fetch() ran for: {unfetched[pages]}",
        wanted="each page fetched once",
        next="see that each page gets its fetch: the last ones too, when k does not divide 6.",
        hints=BOUND_HINTS,
    ),
    Rule(
        "SEQUENTIAL_AWAIT",
        lambda f: not f.error and f.most_at_once == 1,
        seen="6 pages, k=2, never more than 1 in flight; done at {took} s",
        wanted="2 in flight; done at 5.0 s",
        next="each fetch is awaited before the next is begun; make all tasks first.",
        hints=BOUND_HINTS,
    ),
    Rule(
        "UNBOUNDED",
        lambda f: not f.error and f.most_at_once == len(PAGES),
        seen="6 pages, k=2: all 6 were in flight at once",
        wanted="never more than 2",
        next="one semaphore, shared by all, and held while the fetch is under way.",
        hints=BOUND_HINTS,
    ),
    Rule(
        "TOO_MANY",
        lambda f: not f.error and f.most_at_once > 2,
        seen="k=2, but up to {most_at_once} were in flight",
        wanted="never more than 2",
        next="count the fetches that are under way when another one begins.",
        hints=BOUND_HINTS,
    ),
    Rule(
        "IGNORES_K",
        lambda f: not f.error and f.most_of_4 != 4,
        seen="k=2 works; with k=4, {with_4}",
        wanted="4 in flight with k=4",
        next="k may differ from call to call: what counts the places is made inside fetch_all.",
        hints=(
            "A global semaphore has one number of places, and belongs to the loop that used it.",
            "Make it inside fetch_all, from k.",
            "asyncio.Semaphore takes the number of places.",
        ),
    ),
    Rule(
        "WRONG_ORDER",
        lambda f: (
            isinstance(f.value, list)
            and f.value != WANTED
            and sorted(map(str, f.value)) == sorted(WANTED)
        ),
        seen="for pages 1 to 6 it returned {value}",
        wanted="the texts in the order of the pages, whichever comes first",
        next="collect by page, not by arrival.",
        hints=(
            "Appending to a list gives the order of arrival.",
            "Keep results by page or by position, and put them in order at the end.",
            "gather() gives its results in the order of its arguments.",
        ),
    ),
    Rule(
        "BATCHES",
        lambda f: not f.error and f.slow,
        seen="6 pages, k={slow[k]}: done at {slow[took]} s; a place was empty while pages waited",
        wanted="done at {slow[best]} s: the next page begins as soon as one has come",
        next="do not wait for a whole group of k; its slowest page holds up the rest.",
        hints=PLACE_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: not f.error and f.value != WANTED,
        seen="it returned {value}",
        wanted="the list of the 6 texts",
        next="return what the fetches gave.",
        hints=(
            "A task keeps what its coroutine returned; the caller must read it.",
            "Return from the inner function, and return the list from fetch_all.",
            "What awaiting gather() gives is that list.",
        ),
    ),
)

CHECK = Check(
    gather_fetch_all,
    FETCH_RULES,
    "k=2: {most_at_once} in flight, done at {took} s",
    predicts="took",
)
