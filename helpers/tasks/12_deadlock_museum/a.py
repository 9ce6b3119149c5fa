"""12.a: a producer whose end always comes, so that nobody waits for it in vain."""

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import odd_values
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]


def source(items: list[Any], error: BaseException | None) -> Iterator[Any]:
    """Give an item each second, and then fail, if there is an error."""
    for item in items:
        time.sleep(1)
        yield item
    if error is not None:
        time.sleep(1)
        raise error


def played(run: Run, items: list[Any], error: BaseException | None) -> list[Any]:
    """Let the answer produce for a consumer in a thread; return what that got before the end."""
    rates: Any = queue.Queue()
    got: list[Any] = []
    late: list[str] = []

    def consume() -> None:
        while (item := rates.get()) is not None:
            got.append(item)
            if run.now() > len(got):
                late.append(f"item {len(got)} at {run.now()} s")

    consumer = threading.Thread(target=consume, name="consumer")
    consumer.start()
    run.note(wanted=items, given=type(error).__name__, out="nothing", ends=1)
    try:
        run.answer(source(items, error), rates)
    except BaseException as raised:
        if raised is not error:
            raise
        run.note(out=type(raised).__name__)
    consumer.join()
    run.note(late=late, ends=1 + rates.qsize())
    return got


@trial(rounds=3)
def fine(run: Run) -> list[Any]:
    """A source that ends; at last one that is empty."""
    values = [each for each in odd_values(run.draw, 6) if each is not None]
    return played(run, [["a", "b", "c"], values, []][run.round], None)


@trial(rounds=3)
def failing(run: Run) -> list[Any]:
    """A source that fails in the middle, at once, and by ending its thread."""
    error = (ZeroDivisionError("no rate"), OSError("no line"), SystemExit())[run.round]
    return played(run, [["a", "b"], [], ["a"]][run.round], error)


FINALLY = """
    An error leaves the loop at once, and with it all lines below the loop.
    There is a block that runs on every way out, whether by an error or not.
    try: the loop; finally: put the end."""
RAISE = """
    Whoever looks for the cause of a missing rate needs the error.
    What `except` catches, nobody else sees, unless it is raised again.
    A `finally` without an `except` puts the end and lets the error pass."""
END = "then `None`, once"
ALWAYS = "whatever it raises, `None` comes all the same"

# fmt: off
CHECK = check(
    *(fine, failing),
    rules=(
        rule("NO_END", lambda f: f.fine.deadlock, f"""
            promise {END}
            seen    the source gave {{fine.wanted}} and ended; then the consumer waits for ever:
                    {{fine.waits}}
            next    put None when the source has ended.""", FINALLY),
        rule("DEAD_PRODUCER", lambda f: f.failing.deadlock and f.failing.given != "SystemExit", f"""
            promise {ALWAYS}
            seen    the source raised {{failing.given}}; then the consumer waits for ever:
                    {{failing.waits}}
            next    see which of your lines are skipped by an error.""", FINALLY),
        rule("NOT_EVERY_ERROR", lambda f: f.failing.deadlock, f"""
            promise {ALWAYS}
            seen    after a ZeroDivisionError the end came; then the source raised SystemExit,
                    and the consumer waits for ever:
                    {{failing.waits}}
            next    do not name the errors after which the end comes.
            hint    SystemExit and asyncio's CancelledError are no Exception, but end a thread, too.
            hint    `except Exception` lets them pass, and with them the line below it is left out.
            hint    A finally asks for no kind of error."""),
        usual.no_result("fine", "each item that `source` gives", hints="""
            The consumer gets what is put, one item for each put, in the order of the puts.
            Compare what the source gives with what you put, and when.
            for each item of the source: put the item, whatever it is"""),
        rule("ENDS_TWICE", lambda f: f.fine.ends > 1 or f.failing.ends > 1, f"""
            promise {END}
            seen    there was more in the queue behind the first None
            wanted  one None, the last thing that is put
            next    see how many of your lines put the end on each way out.""", FINALLY),
        rule("TOO_LATE", lambda f: f.fine.late or f.failing.late, """
            promise at the moment at which the source gives it
            seen    the consumer got {fine.late}
            wanted  item 1 at 1.0 s, item 2 at 2.0 s
            next    put each item before you ask the source for the next one.
            hint    A list of all items is complete only when the source has ended.
            hint    A `for` loop over the source gets each item when it is there.
            hint    In the loop: one put, and nothing else"""),
        usual.no_result("failing", "each item that `source` gives", hints=FINALLY),
        rule("ERROR_LOST", lambda f: f.failing.out != f.failing.given, """
            promise the exception goes on to the caller
            seen    the source raised {failing.given}; out of {name} came {failing.out}
            wanted  {failing.given} comes out
            next    let the error pass, or raise it again.""", RAISE),
    ),
    praise="the end came after {fine.wanted}, and after a {failing.given}, which came out",
)
