"""What is replaced for a while passes for the real one, says what that is, and is put back."""

import asyncio
import collections
import copy
import functools
import inspect
import pickle
import queue
import re
import sys
import threading
import time

import pytest

from helpers.interleavings import explore
from helpers.patching import Patches, stand_in, stands_for
from helpers.timeline import Timeline
from helpers.virtual_time import run


@pytest.fixture
def owner():
    class Owner:
        def method(self, number):
            return number

    return Owner


def doubled(real, thing, number):
    return 2 * real(thing, number)


def in_real_time(call):
    with Patches() as patches:
        for owner, name in ((threading, "Lock"), (threading, "RLock"), (queue, "SimpleQueue")):
            patches.replace(owner, name, lambda real: real())
        patches.before(time, "sleep", lambda seconds: None)
        patches.before(threading.Thread, "join", lambda *_: None)
        return call()


def in_a_timeline(call):
    with Timeline():
        return call()


def in_virtual_time(call):
    async def main():
        return call()

    return run(main())


def in_an_exploration(call):
    values = []
    explore(list, lambda _: values.append(call()))
    return values[-1]


INSTRUMENTS = (in_real_time, in_a_timeline, in_virtual_time, in_an_exploration)
inside = pytest.mark.parametrize("inside", INSTRUMENTS, ids=lambda each: each.__name__)


def replaced():
    """What all instruments, or all but the timeline, replace."""
    return threading.Lock, threading.RLock, queue.SimpleQueue, time.sleep, threading.Thread.join


REAL = replaced()


# ---------------------------------------------------------------------------- made once
def test_a_stand_in_is_made_again_only_for_another_real_one(owner):
    before, known, made = owner.method, {}, []

    def make(real):
        made.append(real)
        return lambda thing, number: 2 * real(thing, number)

    for _ in range(2):
        with Patches() as patches:
            patches.stand_again(owner, "method", make, known)
            assert owner().method(3) == 6
        assert owner.method is before
    with Patches() as patches:
        patches.replace(owner, "method", doubled)
        patches.stand_again(owner, "method", make, known)
        assert owner().method(3) == 12
    assert len(made) == 2 and owner.method is before


def test_a_stand_in_that_was_left_below_another_can_be_on_top_again(owner):
    before, known = owner.method, {}

    def make(real):
        return lambda thing, number: 2 * real(thing, number)

    inner, outer = Patches(), Patches()
    inner.stand_again(owner, "method", make, known)
    outer.replace(owner, "method", doubled)
    inner.close()  # not the last one first
    outer.close()
    assert owner.method is before
    with Patches() as patches:
        patches.stand_again(owner, "method", make, known)
        with Patches() as more:
            more.replace(owner, "method", doubled)
        assert owner().method(3) == 6
    assert owner.method is before


# ---------------------------------------------------------------------------- putting back
def test_the_last_one_is_put_back_first_also_after_an_error(owner):
    before = owner.method
    with pytest.raises(ZeroDivisionError), Patches() as patches:
        patches.replace(owner, "method", doubled)
        patches.replace(owner, "method", doubled)
        assert owner().method(3) == 12
        raise ZeroDivisionError
    assert owner.method is before


def test_an_inherited_attribute_is_inherited_again(owner):
    class Heir(owner):
        pass

    with Patches() as patches:
        patches.replace(Heir, "method", doubled)
        assert (Heir().method(3), owner().method(3)) == (6, 3)
    assert "method" not in vars(Heir)


def test_variables_and_values_are_put_back(owner):
    variables = {"lock": 1}
    with Patches() as patches:
        patches.put(variables, "lock", 2)
        patches.put(owner, "method", 4)
        assert (variables, owner.method) == ({"lock": 2}, 4)
    assert variables == {"lock": 1}
    assert owner().method(3) == 3


def test_what_somebody_else_has_put_on_top_stays_and_still_works(owner, monkeypatch):
    with Patches() as patches:
        patches.replace(owner, "method", doubled)
        ours = owner.method
        monkeypatch.setattr(owner, "method", lambda thing, number: 10 + ours(thing, number))
        assert owner().method(3) == 16
    assert owner().method(3) == 13


def test_blocks_that_end_in_the_wrong_order_leave_nothing(owner):
    before = owner.method
    outer, inner = Patches(), Patches()
    outer.replace(owner, "method", doubled)
    inner.replace(owner, "method", doubled)
    outer.close()
    assert owner().method(3) == 6
    inner.close()
    assert owner.method is before


def test_listeners_hear_of_calls_before_and_after(owner):
    heard = []
    with Patches() as patches:
        patches.before(owner, "method", lambda thing, number: heard.append(("before", number)))
        patches.after(owner, "method", lambda thing, number: heard.append(("after", number)))
        assert owner().method(3) == 3
    assert heard == [("before", 3), ("after", 3)]


@inside
def test_an_instrument_puts_everything_back(inside):
    inside(lambda: None)
    assert all(now is real for now, real in zip(replaced(), REAL, strict=True))


def test_a_function_that_the_program_replaces_while_it_is_recorded_stays_replaced(monkeypatch):
    original = asyncio.BaseEventLoop.call_soon
    with Timeline():
        below = asyncio.BaseEventLoop.call_soon
        monkeypatch.setattr(
            asyncio.BaseEventLoop, "call_soon", lambda *args, **more: below(*args, **more)
        )
        theirs = asyncio.BaseEventLoop.call_soon
    assert asyncio.BaseEventLoop.call_soon is theirs
    assert asyncio.run(asyncio.sleep(0, "works")) == "works"
    assert below is not original


# ---------------------------------------------------------------------------- what stands for what
def test_a_stand_in_says_what_it_stands_for(owner):
    real = owner.method
    with Patches() as patches:
        patches.replace(owner, "method", doubled)
        first = owner.method
        patches.replace(owner, "method", doubled)
        assert (stands_for(owner.method), stands_for(first)) == (first, real)
        patches.before(time, "sleep", print)
        assert stands_for(time.sleep) is REAL[3]
    assert stands_for(owner.method) is stands_for(len) is stands_for(3) is None


def test_a_frame_says_what_it_stands_for():
    frames = {}

    def one(*_):
        frames["one"] = sys._getframe()

    with Patches() as patches:
        # The same code for both: what it stands for must not be mixed up.
        patches.stand(threading.Event, "wait", one)
        patches.stand(threading.Condition, "wait", one)
        for kind in (threading.Event, threading.Condition):
            kind().wait()
            assert stands_for(frames["one"]) is stands_for(kind.wait) is not None
            assert frames["one"].f_code.co_qualname == f"{kind.__name__}.wait"
    assert stands_for(sys._getframe()) is None


def test_a_decorator_of_the_program_stands_for_nothing(owner):
    with Patches() as patches:
        patches.replace(owner, "method", doubled)
        assert stands_for(functools.wraps(owner.method)(lambda *_: None)) is None


# ---------------------------------------------------------------------------- like the real one
@inside
def test_names_documentation_and_signatures_are_the_real_ones(inside):
    def facts_of(thing):
        try:
            signature = str(inspect.signature(thing))
        except ValueError:  # a builtin without one
            signature = ""
        names = [thing.__name__, thing.__qualname__, thing.__module__, thing.__doc__]
        return [*names, signature]

    assert inside(lambda: list(map(facts_of, replaced()))) == list(map(facts_of, REAL))


@inside
def test_a_builtin_in_a_class_is_no_method(inside):
    def program():
        class Kept:
            lock, sleep, items = threading.Lock, time.sleep, queue.SimpleQueue

        with Kept().lock():
            Kept().sleep(0)
        Kept().items().put(1)
        return Kept().lock is threading.Lock

    assert inside(program)


class Found:
    """Keeps a builtin from before a run in virtual time, which finds it here."""

    sleep = time.sleep


def test_a_builtin_that_is_found_in_a_class_is_no_method():
    async def main():
        Found().sleep(2)
        return time.monotonic()

    assert run(main()) == 2
    assert Found.sleep is time.sleep


@inside
def test_a_class_can_be_used_as_one(inside):
    def program():
        class Items(queue.SimpleQueue):
            pass

        items = Items()
        assert isinstance(items, queue.SimpleQueue)
        assert issubclass(Items, queue.SimpleQueue)
        assert isinstance(queue.SimpleQueue(), queue.SimpleQueue)
        assert isinstance(queue.SimpleQueue(), queue.SimpleQueue | None)
        assert not isinstance(3, None | queue.SimpleQueue)
        assert queue.SimpleQueue.put
        return queue.SimpleQueue[int]

    assert inside(program) == queue.SimpleQueue[int]


@inside
def test_a_lock_is_one(inside):
    def program():
        kinds = type(REAL[0]()), type(REAL[1]())
        locks = threading.Lock(), threading.RLock()
        assert list(map(isinstance, locks, kinds)) == [True, True]
        if sys.version_info >= (3, 13):  # threading.Lock is a class
            assert isinstance(locks[0], threading.Lock)
            assert isinstance(locks[0], threading.Lock | None)
            assert not isinstance(3, threading.Lock)
        else:
            with pytest.raises(TypeError, match="unsupported operand"):
                threading.Lock | None

    inside(program)


def described(thing):
    """An object's text, without what differs from object to object."""
    return re.sub(r"0x[0-9a-f]+|owner=[1-9]\d*", "…", repr(thing))


def lock_texts():
    locks = threading.Lock(), threading.RLock(), queue.SimpleQueue()
    free = list(map(described, locks))
    for lock in locks[:2]:
        lock.acquire()
    return free, list(map(described, locks)), [type(lock).__name__ for lock in locks]


def lock_attributes():
    locks = threading.Lock(), threading.RLock(), queue.SimpleQueue()
    names = {name for real in REAL[:3] for name in dir(real())}
    return [sorted(name for name in names if hasattr(lock, name)) for lock in locks]


def locks_are_made_anew_for_a_child_process():
    lock, reentrant = threading.Lock(), threading.RLock()
    for each in (lock, reentrant, reentrant):
        each.acquire()
    for each in (lock, reentrant):
        each._at_fork_reinit()
    return lock.locked(), reentrant._is_owned(), lock.acquire(False), reentrant.acquire(False)


def reentrant_lock_counts():
    lock = threading.RLock()
    if not hasattr(lock, "_recursion_count"):
        return []  # before Python 3.11.5
    counts = [lock._recursion_count()]
    for change in (lock.acquire, lock.acquire, lock.release):
        change()
        counts.append(lock._recursion_count())
    return counts


def old_names():
    lock = threading.Lock()
    return lock.acquire_lock(), lock.locked_lock(), lock.release_lock(), lock.locked()


def kinds_of_locks():
    kind, reentrant = type(threading.Lock()), type(threading.RLock())
    lock = functools.singledispatch(lambda lock: "something")
    lock.register(kind, lambda lock: "a lock")

    class Counted(reentrant):
        pass

    with Counted() as taken:
        return (
            [isinstance(REAL[0](), kind), isinstance(REAL[1](), kind), isinstance(3, kind)],
            [isinstance(kind, type), issubclass(Counted, reentrant), taken],
            [isinstance(Counted(), Counted), isinstance(threading.RLock(), Counted)],
            [lock(REAL[0]()), lock(threading.Lock()), lock(3)],
        )


def mistakes():
    lock, reentrant, items = threading.Lock(), threading.RLock(), queue.SimpleQueue()

    def error_of(call):
        try:
            return bool(call())
        except Exception as error:
            return type(error), re.sub("0x[0-9a-f]+", "…", str(error))

    calls = (
        *(lock.release, reentrant.release, reentrant._release_save, items.get_nowait),
        *(lambda: lock.acquire(False, 1), lambda: reentrant.acquire(timeout=-2)),
        *(lambda: pickle.dumps(lock), lambda: pickle.dumps(reentrant), lambda: pickle.dumps(items)),
        *(lambda: copy.deepcopy(reentrant), lambda: lock.nonsense, lambda: type(lock)()),
        lambda: items.get(timeout=-1),
    )
    return list(map(error_of, calls))


LIKE_THE_REAL = (
    *(lock_texts, lock_attributes, locks_are_made_anew_for_a_child_process, reentrant_lock_counts),
    *(old_names, kinds_of_locks, mistakes),
)


@pytest.mark.parametrize("program", LIKE_THE_REAL, ids=lambda each: each.__name__)
@inside
def test_objects_are_like_the_real_ones(inside, program):
    assert inside(program) == program()


@inside
def test_what_refers_to_a_stand_in_can_be_pickled_and_copied(inside):
    def program():
        locks = collections.defaultdict(threading.Lock)
        assert copy.deepcopy(locks).default_factory is threading.Lock
        assert copy.copy(threading.Lock) is threading.Lock
        return pickle.dumps([locks, *replaced()])

    assert pickle.loads(inside(program)) == [collections.defaultdict(REAL[0]), *REAL]


@inside
def test_a_lock_cannot_be_pickled(inside):
    def program():
        with pytest.raises(TypeError, match=r"cannot pickle '_thread\.lock' object"):
            pickle.dumps(threading.Lock())

    inside(program)


def test_what_is_written_in_c_becomes_a_method_and_what_is_bound_does_not():
    def numbers(*args):
        return args

    class Keeps:
        written_in_c = stand_in(collections.deque.append, numbers)
        bound = stand_in([].append, numbers)

    keeps = Keeps()
    assert (keeps.written_in_c(1), keeps.bound(1)) == ((keeps, 1), (1,))
