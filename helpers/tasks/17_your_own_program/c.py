"""17.c: a tally of visits that no order of adds, flushes and totals can make wrong."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Orders, Run, check, rule, side_by_side, trial

__all__ = ["CHECK"]

ODD_PAGES = ["", 0, None, ("a", "tuple"), 2.5]


@trial(rounds=2)
def alone(run: Run) -> list[Any]:
    """One thread, one call after the other; then pages that an `if` takes for nothing."""
    one, other = ("home", "news") if run.round == 0 else run.draw.sample(ODD_PAGES, 2)
    tally = run.answer()
    for page in (one, other, one):
        tally.add(page)
    run.note(one=repr(one), other=repr(other))
    run.note(wanted=[3, {one: 2, other: 1}, 3, {}, 4, {one: 1}, 4])
    found = [tally.total(), dict(tally.flush()), tally.total(), dict(tally.flush())]
    tally.add(one)
    found += [tally.total(), dict(tally.flush()), tally.total()]
    run.note(totals=found[::2], due_totals=[3, 3, 4, 4])
    return found


def kept(run: Run) -> list[Any]:
    """What flush has returned is changed by its caller, and visits are added afterwards."""
    tally = run.answer()
    tally.add("home")
    first = tally.flush()
    first["mine"] = 5
    tally.add("home")
    tally.add("news")
    run.note(wanted=[{"home": 1, "mine": 5}, {"home": 1, "news": 1}, 3])
    second = tally.flush()
    return [dict(first), dict(second), tally.total()]


def two_tallies(run: Run) -> list[Any]:
    """Two tallies, with a visit each."""
    one, other = run.answer(), run.answer()
    one.add("home")
    other.add("news")
    run.note(wanted=[{"home": 1}, {"news": 1}])
    return [dict(one.flush()), dict(other.flush())]


def end(names: dict[str, Any]) -> list[Any]:
    """Return the visits of all flushes together, with a last one; then the totals, a last one too.

    Asked again, it returns the same.
    """
    if "end" not in names:
        flushed = [names[name] for name in ("x", "y") if name in names] + [names["t"].flush()]
        pages = sorted({page for counts in flushed for page in counts})
        visits = {page: sum(counts.get(page, 0) for counts in flushed) for page in pages}
        totals = [names["z"]] if "z" in names else []
        names["end"] = [visits, *totals, names["t"].total()]
    return names["end"]


def in_words(names: dict[str, Any]) -> str:
    """Say what became of the visits."""
    visits, *totals = end(names)
    returned = [f"total() returned {totals[0]}"] if totals[1:] else []
    return ", ".join([*returned, f"all flushes together have {visits}, the total is {totals[-1]}"])


def site(name: str, before: str, *threads: str, visits: int, during: tuple = ()) -> Orders:
    """Try every order of what matters in `threads`.

    visits: of the page "home" in the end. during: what a total may be that is asked meanwhile.
    """
    due = [[{"home": visits}, *told, visits] for told in ([[each] for each in during] or [[]])]
    how: dict[str, Any] = dict(steps="access", reduce=True, limit=150, outcome=in_words)
    how.update(given=lambda run: {"Tally": run.answer}, right=lambda names: end(names) in due)
    return side_by_side(name, before, *threads, **how)


# fmt: off
NEW, ONE = "t = Tally()", "t = Tally(); t.add('home')"
ADD, FLUSH, TOTAL = "t.add('home')", "x = t.flush()", "z = t.total()"
two_adds = site("two_adds", NEW, ADD, ADD, visits=2)
add_and_flush = site("add_and_flush", ONE, ADD, FLUSH, visits=2)
first_add = site("first_add", NEW, ADD, FLUSH, visits=1)
two_flushes = site("two_flushes", f"{ONE}; t.add('home')", FLUSH, "y = t.flush()", visits=2)
total_and_flush = site("total_and_flush", ONE, TOTAL, FLUSH, visits=1, during=(1,))
total_and_add = site("total_and_add", ONE, TOTAL, ADD, visits=2, during=(1, 2))
total_later = site("total_later", NEW, f"{ADD}; {TOTAL}", FLUSH, visits=1, during=(1,))
# fmt: on
PROGRAMS = (two_adds, add_and_flush, first_add, two_flushes)
TOTALS = (total_and_flush, total_and_add, total_later)

ONE_LOCK = """
    Each lock protects one step; between two steps that are locked apart, others come in.
    Whatever belongs together, a question and what is done on its answer, stands in one with block.
    with self.lock: at the top of each method; all of its lines that use self stand inside."""
SWAP = """
    Copying the counts and clearing them are two steps; a visit between them is in neither.
    Do both in one with block; or let the next visits go into a new dict.
    with self.lock: give the old dict away, put a new one in its place, and change the sum."""
TOTALED = """
    A flush moves visits from one place to another; in the middle they are in both, or in neither.
    Read both places while nobody can move anything: under the same lock as flush.
    with self.lock: return self.flushed plus the sum of what is in self.counts"""
INSIDE = """
    A Lock cannot be taken twice, not even by the thread that holds it.
    Look for a method that calls another one inside its with block.
    Let the inner one be called without the lock, or make the lock an RLock."""
OWN_DICT = """
    A dict is handed out as it is, not as a copy: who has it sees every later change.
    What was flushed must be a dict that the tally does not use any more.
    Give the old dict away, and put a new, empty one in its place."""
EXACT = "each visit is in exactly one of the dicts that `flush` returns"
TURNS = "whatever the order in which threads take turns"
CALLS = """seen    one thread: add {alone.one}, {alone.other}, {alone.one};
                    total, flush, total, flush; add {alone.one}; total, flush, total: they gave"""
MOMENT = "`total` never leaves out a visit, or counts one twice, while another thread flushes"

# fmt: off
CHECK = check(
    *(alone, kept, two_tallies, *PROGRAMS, *TOTALS),
    rules=(
        usual.deadlock("alone kept", "a call comes to its end", hints=INSIDE),
        rule("ZERO_LOST", lambda f: f.alone.round and (f.alone.error or not f.alone.right), f"""
            promise a page may be any hashable object
            {CALLS} {{alone.value}}
            wanted  {{alone.wanted}}: with other pages it was right
            next    ask whether a page is there, not what it is.""", usual.ANY_VALUE),
        rule("WRONG_TOTAL", lambda f: f.alone.totals != f.alone.due_totals, f"""
            promise `total()` returns the number of all visits that were ever added
            {CALLS} {{alone.value}}
            wanted  {{alone.wanted}}
            next    keep the number of what was flushed, too.""", TOTALED),
        rule("WRONG_RESULT", lambda f: not f.alone.right, f"""
            promise `flush()` returns the visits since the last flush, a dict from page to number
            {CALLS} {{alone.value}}
            wanted  {{alone.wanted}}
            next    compare the two, and see which call differs first.""", SWAP),
        rule("DICT_SHARED", lambda f: not f.kept.right, """
            promise this dict is the caller's
            seen    add home; flush; the caller put {{'mine': 5}} into that dict; add home, news:
                    that dict, the next flush and the total were {kept.value}
            wanted  {kept.wanted}
            next    hand out a dict that the tally does not use any more.""", OWN_DICT),
        usual.shared_by_all("two_tallies", "each tally has counts of its own", own="dict",
            what="one.add('home'); other.add('news'); then a flush of both"),
        usual.deadlock_in_some_order("bad", "a call comes to its end", what=usual.PROGRAM,
            hints=INSIDE),
        usual.race("two_adds", EXACT, what=usual.PROGRAM, hints=ONE_LOCK,
            next="another thread comes between two steps of add; ex.x.trace() shows an order."),
        rule("VISIT_LOST_IN_FLUSH", lambda f: (f.add_and_flush.failed or f.first_add.failed), f"""
            promise {EXACT}
            seen    {{bad.program}}:
                    in {{bad.failed}} of {{bad.tried}} orders of the steps it goes wrong
                    {{bad.came}}
            next    a visit comes between two steps of flush, or flush between two steps of
                    add; ex.x.trace() shows an order.""", SWAP),
        rule("FLUSHED_TWICE", lambda f: f.two_flushes.failed, f"""
            promise {EXACT}
            seen    {{bad.program}}:
                    in {{bad.failed}} of {{bad.tried}} orders of the steps it goes wrong
                    {{bad.came}}
            next    two flushes read the counts before one of them has emptied them.""", SWAP),
        usual.race("total_and_flush total_later", MOMENT, what=usual.PROGRAM,
            hints=TOTALED, next="the total was read in the middle of a flush."),
        usual.race("total_and_add", f"{TURNS}", what=usual.PROGRAM, hints=TOTALED),
    ),
    called="flush",
    praise="no order of the steps loses a visit, counts one twice, or tears a total",
)
