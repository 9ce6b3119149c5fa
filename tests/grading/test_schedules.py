"""Every schedule of an answer: it starts anew in each run, and what it did comes back as facts."""

import json
import random
import uuid

import pytest

from helpers.grading.answer import Answer
from helpers.grading.schedules import explored

ACCOUNT = """
import contextlib, itertools, random, threading, uuid
{before}
class Account:
    {inside}
    def __init__(self, balance, lock=threading.Lock()):
        self.balance, self.default = balance, lock
        self.lock = threading.Lock()
        {made}
    def move(self, other):
        first, second = sorted((self, other), key={key})
        with {held}:
            self.balance -= 1
            other.balance += 1
"""
NUMBER = "lambda account: account.number"


def account(before="", inside="pass", made="pass", key="id", held="first.lock, second.lock"):
    """An answer that takes two locks in an order."""
    source = ACCOUNT.format(before=before, inside=inside, made=made, key=key, held=held)
    return Answer("Account", source)


def there(pair):
    pair[0].move(pair[1])


def back(pair):
    pair[1].move(pair[0])


def moved(answer, **how):
    """Explore two transfers, one in each direction."""
    return explored(
        answer,
        lambda: [answer.value(1), answer.value(1)],
        *(there, back),
        check=lambda pair: [each.balance for each in pair] == [1, 1],
        **{"steps": "access", "reduce": True, **how},
    )


LEFT_OVER = {
    "iterator of the class": {
        "inside": "ids = itertools.count()",
        "made": "self.number = next(self.ids)",
        "key": NUMBER,
    },
    "iterator of the module": {
        "before": "ids = itertools.count()",
        "made": "self.number = next(ids)",
        "key": NUMBER,
    },
    "count of the class": {
        "inside": "made = 0",
        "made": "Account.made += 1; self.number = Account.made",
        "key": NUMBER,
    },
    "dict": {
        "before": "KNOWN = {}",
        "made": "KNOWN[self] = len(KNOWN)",
        "key": "KNOWN.get",
    },
    "list": {"before": "KNOWN = []", "made": "KNOWN.append(self)", "key": "KNOWN.index"},
    "set": {
        "before": "KNOWN = set()",
        "made": "self.number = len(KNOWN); KNOWN.add(self)",
        "key": NUMBER,
    },
    "lock of the module": {"before": "bank = threading.Lock()", "held": "bank"},
    "lock in a default": {"held": "self.default"},
    "lock in a tuple": {"before": "LOCKS = (threading.RLock(), 1)", "held": "LOCKS[0]"},
}
DIFFERENT = {
    "id": {"key": "id"},
    "id of the lock": {"key": "lambda account: id(account.lock)"},
    "hash": {"key": "hash"},
    "uuid": {"made": "self.number = uuid.uuid4()", "key": NUMBER},
    "random": {"made": "self.number = random.random()", "key": NUMBER},
    "set": {"key": "list({self, other}).index"},
}


@pytest.mark.parametrize("how", [*LEFT_OVER.values(), *DIFFERENT.values()], ids=str)
@pytest.mark.parametrize("steps", ["line", "access"])
def test_runs_do_not_differ(how, steps):
    facts = moved(account(**how), steps=steps)
    assert (facts["error"], facts["failed"], facts["raised"]) == (None, 0, None), facts
    assert facts["complete"]
    assert facts == moved(account(**how), steps=steps)


def test_a_lock_order_that_is_none_is_still_found():
    facts = moved(account(key="lambda account: account is not self"))
    assert 0 < facts["deadlocked"] == facts["failed"] < facts["tried"]
    assert json.loads(json.dumps(facts)) == facts


CONTEXTS = {
    "exit stack": (
        "@contextlib.contextmanager\ndef held(*accounts):\n"
        "    with contextlib.ExitStack() as stack:\n"
        "        for each in accounts: stack.enter_context(each.lock)\n"
        "        yield\n"
    ),
    "generator": (
        "@contextlib.contextmanager\ndef held(a, b):\n    with a.lock, b.lock:\n        yield\n"
    ),
    "class": (
        "class held:\n"
        "    def __init__(self, *accounts): self.accounts = accounts\n"
        "    def __enter__(self): [each.lock.acquire() for each in self.accounts]\n"
        "    def __exit__(self, *_): [each.lock.release() for each in self.accounts]\n"
    ),
}


@pytest.mark.parametrize("before", CONTEXTS.values(), ids=CONTEXTS)
def test_locks_that_contextlib_takes_are_taken_by_the_answer(before):
    right = moved(account(before, held="held(first, second)"))
    assert (right["error"], right["failed"], right["complete"]) == (None, 0, True)
    wrong = moved(account(before, held="held(self, other)"))
    assert 0 < wrong["deadlocked"] < wrong["tried"]
    assert "lock, held by back (B)" in " ".join(wrong["why"])
    assert "contextlib" not in wrong["table"]


TRIES = """
class Account:
    def __init__(self, balance):
        self.balance, self.lock = balance, threading.Lock()
    def move(self, other):
        while True:
            with self.lock:
                if other.lock.acquire({how}):
                    try:
                        self.balance -= 1
                        other.balance += 1
                        return
                    finally:
                        other.lock.release()
            {otherwise}
"""


@pytest.mark.parametrize("how", ["blocking=False", "timeout=0.1"])
@pytest.mark.parametrize("reduce", [True, False])
def test_who_gives_way_and_tries_again_comes_through(how, reduce):
    source = TRIES.format(how=how, otherwise="")
    facts = moved(Answer("Account", "import threading\n" + source), reduce=reduce)
    assert (facts["error"], facts["failed"], facts["polls"]) == (None, 0, False)
    assert not facts["complete"]  # there are schedules in which both give way for ever
    assert "limit" not in facts["trace"]["heading"]


@pytest.mark.parametrize("how", ["blocking=False", "timeout=0.1"])
def test_what_is_done_after_a_try_in_vain_is_seen(how):
    otherwise = "self.balance = self.balance + 1"
    source = "import threading\n" + TRIES.format(how=how, otherwise=otherwise)
    assert moved(Answer("Account", source))["failed"]


RAISES = """
class Account:
    def __init__(self, balance):
        self.balance = balance
    def move(self, other):
        other.seen = True
        if hasattr(self, "seen"):
            raise LookupError("met")
"""


def test_what_the_answer_raises_in_any_run():
    facts = moved(Answer("Account", RAISES))
    assert 0 < facts["failed"] <= facts["tried"]
    assert facts["raised"] == {
        "type": "LookupError",
        "message": "met",
        "line": 'raise LookupError("met")',
    }
    assert moved(account())["raised"] is None


def test_a_run_without_end_polls():
    answer = Answer("wait", "def wait(seen):\n    while not seen:\n        pass")
    facts = explored(answer, list, lambda seen: answer.value(seen), max_steps=100)
    assert facts["polls"] and facts["error"]["type"] == "TooManySteps"
    assert facts["tried"] is facts["raised"] is facts["trace"] is None


def test_tasks_start_anew_too():
    source = """
import asyncio, itertools
ids = itertools.count()
class Turns:
    def __init__(self):
        self.first, self.order = next(ids), []
    async def take(self, who):
        await asyncio.sleep(0)
        if self.first != 0:
            raise LookupError("left over")
        self.order.append(who)
"""
    answer = Answer("Turns", source)

    async def one(turns):
        await turns.take(1)

    async def two(turns):
        await turns.take(2)

    facts = explored(
        answer,
        lambda: answer.value(),
        *(one, two),
        check=lambda turns: turns.order == [1, 2],
        outcome=lambda turns: turns.order,
        tasks=True,
    )
    assert (facts["error"], facts["raised"], facts["complete"]) == (None, None, True)
    assert set(facts["outcomes"]) == {"[1, 2]", "[2, 1]"}
    assert 0 < facts["failed"] < facts["tried"]


def test_nothing_is_left_replaced():
    before = random.getstate(), uuid.uuid4
    answer = account(made="self.number = random.random(); uuid.uuid4()")
    answer.replace(given=1)
    moved(answer)
    assert (random.getstate(), uuid.uuid4) == before
    assert "id" not in answer.namespace and answer.namespace["given"] == 1
    lock = answer.value(1).lock
    assert lock.acquire() and not lock.acquire(blocking=False)
    assert type(lock).__module__ == "_thread"


def test_an_answer_can_be_run_anew():
    answer = Answer(
        "made", "count = 0\ndef made():\n    global count\n    count += 1\n    return count"
    )
    answer.replace(given=1)
    assert (answer.value(), answer.value()) == (1, 2)
    answer.fresh()
    assert answer.value() == 1 and answer.namespace["given"] == 1
    answer.fresh(count=7, id=len)
    assert answer.value() == 1 and answer.namespace["id"] is len
