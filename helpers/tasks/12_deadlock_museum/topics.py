"""A topic whose callbacks call, wait and fail; and threads that change it in every order."""

import threading
import time
from typing import Any

from helpers.grading.draws import errors
from helpers.grading.kit import Run, side_by_side, trial

__all__ = [
    "again",
    "by_another",
    "failing",
    "in_turn",
    "long_one",
    "one_goes",
    "published",
    "two_new",
    "two_topics",
    "where",
]


def noting(log: list[Any], name: str) -> Any:
    """Return a callback that notes its name and what it gets."""
    return lambda value: log.append(f"{name} {value}")


@trial(rounds=2)
def in_turn(run: Run) -> list[Any]:
    """Subscribe, publish and unsubscribe, one after the other."""
    topic, log = run.answer(), []
    names = ["a", "b", "c"] if run.round == 0 else run.draw.sample("defghijk", 5)
    callbacks = {name: noting(log, name) for name in names}
    topic.publish(0)
    for callback in callbacks.values():
        topic.subscribe(callback)
    topic.publish(1)
    topic.unsubscribe(callbacks[names[1]])
    topic.publish(None)
    left = [name for name in names if name != names[1]]
    run.note(wanted=[f"{name} 1" for name in names] + [f"{name} None" for name in left])
    return log


def two_topics(run: Run) -> list[Any]:
    """Two topics, with a callback each."""
    one, other, log = run.answer(), run.answer(), []
    one.subscribe(noting(log, "one"))
    other.subscribe(noting(log, "other"))
    run.note(wanted=["other 1"])
    other.publish(1)
    return log


@trial(rounds=3)
def again(run: Run) -> list[Any]:
    """A callback calls a method of the topic: subscribe, publish, and unsubscribe of itself."""
    topic, log = run.answer(), []

    def callback(value: Any) -> None:
        log.append(f"first {value}")
        if run.round == 0 and value == 1:
            topic.subscribe(noting(log, "new"))
        elif run.round == 1 and value == 1:
            topic.publish(2)
        elif run.round == 2:
            topic.unsubscribe(callback)

    wanted = (
        ["first 1", "second 1", "first 3", "second 3", "new 3"],
        ["first 1", "first 2", "second 2", "second 1", "first 3", "second 3"],
        ["first 1", "second 1", "second 3"],
    )
    run.note(what=("subscribe", "publish", "unsubscribe")[run.round], wanted=wanted[run.round])
    topic.subscribe(callback)
    topic.subscribe(noting(log, "second"))
    topic.publish(1)
    topic.publish(3)
    return log


@trial(rounds=3)
def by_another(run: Run) -> list[Any]:
    """A callback waits for another thread, which calls a method of the topic."""
    topic, log = run.answer(), []
    new = noting(log, "new")
    call, args = ((topic.subscribe, new), (topic.publish, 2), (topic.unsubscribe, new))[run.round]

    def callback(value: Any) -> None:
        log.append(f"first {value}")
        if value == 1:
            helper = threading.Thread(target=call, args=(args,), name="helper")
            helper.start()
            helper.join()

    topic.subscribe(callback)
    if run.round == 2:
        topic.subscribe(new)
    run.note(what=("subscribe", "publish", "unsubscribe")[run.round])
    topic.publish(1)
    topic.publish(3)
    wanted = [["first 1", "first 3", "new 3"], ["first 1", "first 2", "first 3"]]
    run.note(wanted=[*wanted, ["first 1", "first 3"]][run.round])
    return [each for each in log if each != "new 1"]  # whether it is still called is left open


@trial(rounds=2)
def failing(run: Run) -> list[Any]:
    """One callback raises; in the second round two do."""
    topic, log = run.answer(), []
    first, second = errors(run.draw, 2)

    def fail(error: Exception) -> Any:
        def callback(value: Any) -> None:
            raise error

        return callback

    for each in (noting(log, "a"), fail(first), *([fail(second)] * run.round), noting(log, "z")):
        topic.subscribe(each)
    run.note(wanted=["a 1", "z 1"], due=f"raised {type(first).__name__}: {first}")
    end = run.ending(topic.publish, 1)
    run.note(came=end.said)
    return log


def long_one(run: Run) -> float:
    """A callback takes long; meanwhile another thread subscribes."""
    topic = run.answer()
    topic.subscribe(lambda value: time.sleep(50))
    publisher = threading.Thread(target=topic.publish, args=(1,), name="publisher")
    publisher.start()
    time.sleep(1)
    topic.subscribe(print)
    waited = run.now() - 1
    publisher.join()
    run.note(wanted=0.0)
    return waited


def where(run: Run) -> list[Any]:
    """A callback notes its thread."""
    topic, log = run.answer(), []
    topic.subscribe(lambda value: log.append(threading.current_thread().name))
    publisher = threading.Thread(target=topic.publish, args=(1,), name="publisher")
    publisher.start()
    publisher.join()
    time.sleep(10)
    run.note(wanted=["publisher"])
    return log


def in_words(names: dict[str, Any]) -> str:
    """Say which callbacks are called by a last publish."""
    if "end" not in names:
        names["log"].clear()
        try:
            names["t"].publish(9)
        except RuntimeError as error:  # a lock was left locked
            names["log"].append(str(error))
        names["end"] = sorted(names["log"])
    return f"called by a last publish: {', '.join(names['end']) or 'nobody'}"


def given(run: Run) -> dict[str, Any]:
    """Give what the programs of threads name."""
    log: list[str] = []
    return {"Topic": run.answer, "log": log, **{name: noting(log, name) for name in ("f", "g")}}


def threads(name: str, before: str, *parts: str, right: str) -> Any:
    """Try every order of what matters in these threads."""
    how: dict[str, Any] = {"steps": "access", "reduce": True, "limit": 150, "outcome": in_words}
    how["right"] = lambda names: in_words(names).endswith(f": {right}")
    return side_by_side(name, before, *parts, given=given, **how)


two_new = threads("two_new", "t = Topic()", "t.subscribe(f)", "t.subscribe(g)", right="f 9, g 9")
one_goes = threads("one_goes", "t = Topic(); t.subscribe(f)", "t.unsubscribe(f)", "t.subscribe(g)",
    right="g 9")  # fmt: skip
published = threads("published", "t = Topic(); t.subscribe(f)", "t.publish(1)",
    "t.unsubscribe(f); t.subscribe(g)", right="g 9")  # fmt: skip
