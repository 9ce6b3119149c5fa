"""12.d: a topic whose callbacks may do whatever they like, since no lock is held meanwhile."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .topics import (
    again,
    by_another,
    failing,
    in_turn,
    long_one,
    one_goes,
    published,
    two_new,
    two_topics,
    where,
)

__all__ = ["CHECK"]

COPY = """
    Whoever calls foreign code while holding a lock waits for all that this code waits for.
    Under the lock, copy what you need; release it; and call the callbacks then.
    In the with block, only a copy of the list; below it, a loop over the copy."""
SNAPSHOT = """
    A list that changes while a loop goes over it makes the loop skip, or see what is new.
    One publish is for those who were there when it began.
    Go over a copy, made once at the beginning."""
EACH = """
    An error leaves a loop at once, and the callbacks behind it are not called.
    Catch the error of each call, keep the first one, and go on.
    After the loop: if there was an error, raise the first."""
LOCKED = """
    Changing a list or a dict is safe only if all changes and all copies hold one lock.
    Look for a read and a write with no lock around both.
    with self.lock: in subscribe, in unsubscribe, and around the copy in publish"""
OWN = "A callback may call any method"
OTHER = "wait for another thread that does"

# fmt: off
CHECK = check(
    *(in_turn, two_topics, again, by_another, failing, long_one, where),
    *(two_new, one_goes, published),
    rules=(
        usual.deadlock("in_turn", "calls each callback", hints=COPY),
        usual.wrong_order("in_turn", "in the order in which they were subscribed"),
        usual.no_result("in_turn", "calls each callback", hints=SNAPSHOT),
        usual.shared_by_all("two_topics", "Each topic has callbacks of its own", own="list",
            what="two topics with a callback each; the second one published"),
        rule("WAITS_FOR_ITSELF", lambda f: f.again.deadlock, f"""
            promise {OWN}
            seen    a callback calls {{again.what}}, on the thread that publishes:
                    {{again.waits}}
            next    release the lock before you call a callback.""", COPY),
        rule("CHANGED_UNDER_WAY", lambda f: f.again.error or not f.again.right, """
            promise A publish is for the callbacks that are subscribed when it begins
            seen    a callback called {again.what}; it {again.said}
            wanted  {again.wanted}
            next    go over a list that does not change meanwhile.""", SNAPSHOT),
        rule("HOLDS_ITS_LOCK", lambda f: f.by_another.deadlock, f"""
            promise {OTHER}
            seen    a callback waits for another thread, which calls {{by_another.what}}:
                    {{by_another.waits}}
            next    a reentrant lock helps only the thread that holds it; hold none.""", COPY),
        usual.no_result("by_another", OTHER, hints=COPY),
        rule("STOPS_AT_ERROR", lambda f: not f.failing.right, """
            promise the others are called all the same
            seen    one callback raised; called were {failing.value}
            wanted  {failing.wanted}
            next    go on after an error.""", EACH),
        rule("ERROR_LOST", lambda f: f.failing.came != f.failing.due, """
            promise raises the first of these errors
            seen    the first error: {failing.due}; publish {failing.came}
            next    keep the first error, and raise it when all have been called.""", EACH),
        rule("WAITS_FOR_A_CALLBACK", lambda f: not f.long_one.right, """
            promise wait for no callback
            seen    a callback takes 50 s; another thread called subscribe, and waited for
                    {long_one.value} s
            next    hold no lock while a callback runs.""", COPY),
        rule("WRONG_THREAD", lambda f: f.where.value != ["publisher"], """
            promise on the thread that publishes
            seen    a thread called 'publisher' published; the callback ran on: {where.value}
            next    call the callbacks yourself.""", COPY),
        usual.deadlock_in_some_order("bad", OWN, what=usual.PROGRAM, hints=COPY),
        usual.race("bad", "no subscription is lost", what=usual.PROGRAM, hints=LOCKED,
            next="hold the lock from the read of the list to its write."),
    ),
    called="publish",
    praise="callbacks may call, wait and fail as they like; in none of {published.tried} orders "
    "is a subscription lost",
)
