"""Textbook mistakes of concurrent programs, each beside its right form.

A thread that waits in a loop for a variable gives up after a few looks, as if it had never come:
with endless waiting there would be endless schedules.
"""

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["CLASSICS", "Classic"]

LOOKS = 2  # at a variable for which a thread waits


class Classic(NamedTuple):
    """A mistake and its right form.

    state: makes what the threads share. wrong, right: a function for each thread.
    check: whether the state is right after a run; a deadlock or an exception is wrong anyway.
    wrong_state: makes what the wrong threads share, if that is the mistake.
    """

    state: Callable[[], Any]
    wrong: tuple[Callable[[Any], Any], ...]
    right: tuple[Callable[[Any], Any], ...]
    check: Callable[[Any], bool] = lambda state: True


# ---------------------------------------------------------------------------- one variable
class Section:
    """A part of the program which one thread at a time may be in: else an update is lost."""

    def __init__(self):
        self.entered, self.x = [], 0
        self.lock = threading.Lock()
        self.wants, self.turn = [False, False], 0
        self.drawn = self.served = 0

    def enter(self):
        self.entered.append(1)
        before = self.x
        self.x = before + 1


def kept_apart(s):
    return s.x == len(s.entered)


def add(s):
    s.enter()


def add_locked(s):
    with s.lock:
        s.enter()


# ---------------------------------------------------------------------------- a dictionary
class Prices:
    def __init__(self):
        self.known, self.asked = {}, []
        self.lock = threading.Lock()


def ask_unless_known(s):
    if "tea" not in s.known:
        s.asked.append("tea")
        s.known["tea"] = 3


def ask_unless_known_locked(s):
    with s.lock:
        ask_unless_known(s)


# ---------------------------------------------------------------------------- conditions
class Basket:
    def __init__(self):
        self.items, self.changed = [], threading.Condition()


def take_if(s):
    with s.changed:
        if not s.items:
            s.changed.wait()
        s.items.pop()


def take_while(s):
    with s.changed:
        while not s.items:
            s.changed.wait()
        s.items.pop()


def put(s):
    with s.changed:
        s.items.append("apple")
        s.changed.notify()


def put_two(s):
    put(s)
    put(s)


def take_after_a_look_without_the_lock(s):
    if not s.items:
        with s.changed:
            s.changed.wait()
    s.items.pop()


# ---------------------------------------------------------------------------- philosophers
class Table:
    def __init__(self):
        self.forks = [threading.Lock() for _ in range(3)]


def philosopher(first, second):
    def dine(s):
        with s.forks[first]:
            with s.forks[second]:
                pass

    return dine


# ---------------------------------------------------------------------------- without a lock
def peterson(me, turn_first=False):
    other = 1 - me

    def run(s):
        if turn_first:
            s.turn = other
            s.wants[me] = True
        else:
            s.wants[me] = True
            s.turn = other
        for _ in range(LOOKS):
            if not s.wants[other] or s.turn != other:
                s.enter()
                s.wants[me] = False
                return

    return run


def dekker(me):
    other = 1 - me

    def gets_its_turn(s):
        s.wants[me] = False
        for _ in range(LOOKS):
            if s.turn == me:
                s.wants[me] = True
                return True
        return False

    def run(s):
        s.wants[me] = True
        for _ in range(LOOKS):
            if not s.wants[other]:
                s.enter()
                s.turn = other
                s.wants[me] = False
                return
            if s.turn == other and not gets_its_turn(s):
                return

    return run


def looks_before_it_says_so(me):
    def run(s):
        if not s.wants[1 - me]:
            s.wants[me] = True
            s.enter()
            s.wants[me] = False

    return run


def draw(s):
    mine = s.drawn
    s.drawn = mine + 1
    return mine


def draw_locked(s):
    with s.lock:
        return draw(s)


def with_ticket(draw):
    def run(s):
        mine = draw(s)
        for _ in range(LOOKS):
            if s.served == mine:
                s.enter()
                s.served = mine + 1
                return

    return run


# ---------------------------------------------------------------------------- made once
class Settings:
    def __init__(self):
        self.colour = None


class Lazy:
    def __init__(self):
        self.lock, self.settings, self.seen = threading.Lock(), None, []


def settings_before_they_are_ready(s):
    if s.settings is None:
        with s.lock:
            if s.settings is None:
                s.settings = Settings()
                s.settings.colour = "blue"
    s.seen.append(s.settings.colour)


def settings_when_they_are_ready(s):
    if s.settings is None:
        with s.lock:
            if s.settings is None:
                made = Settings()
                made.colour = "blue"
                s.settings = made
    s.seen.append(s.settings.colour)


# ---------------------------------------------------------------------------- a stack
class Node:
    def __init__(self, name, below):
        self.name, self.below = name, below


class Stack:
    """Nodes, used again, and a top that changes by compare-and-swap; each node has one owner."""

    def __init__(self):
        self.lock, self.taken = threading.Lock(), []
        c = Node("c", None)
        self.top, self.version = Node("a", Node("b", c)), 0

    def swap(self, top, version, new):
        with self.lock:
            if self.top is not top or version not in (None, self.version):
                return False
            self.top, self.version = new, self.version + 1
            return True


def pop(s, versioned):
    version = s.version if versioned else None
    top = s.top
    below = top.below
    return top if s.swap(top, version, below) else None


def popping(versioned):
    def run(s):
        if (node := pop(s, versioned)) is not None:
            s.taken.append(node.name)

    return run


def popping_two_and_putting_one_back(versioned):
    def run(s):
        first, second = pop(s, versioned), pop(s, versioned)
        if second is not None:
            s.taken.append(second.name)
        if first is None:
            return
        version = s.version if versioned else None
        first.below = s.top
        if not s.swap(first.below, version, first):
            s.taken.append(first.name)

    return run


def each_node_has_one_owner(s):
    names, node = list(s.taken), s.top
    while node is not None:
        names.append(node.name)
        node = node.below
    return sorted(names) == ["a", "b", "c"]


# ---------------------------------------------------------------------------- readers and writers
class Pair:
    """Two numbers that belong together."""

    def __init__(self):
        self.numbers, self.seen = [0, 0], []
        self.readers, self.counting, self.writing = 0, threading.Lock(), threading.Lock()


def write(s):
    with s.writing:
        s.numbers[0] = 1
        s.numbers[1] = 1


def come(s):
    s.readers += 1
    if s.readers == 1:
        s.writing.acquire()


def go(s):
    s.readers -= 1
    if s.readers == 0:
        s.writing.release()


def read_uncounted(s):
    come(s)
    s.seen.append(s.numbers[0] == s.numbers[1])
    go(s)


def read_counted(s):
    with s.counting:
        come(s)
    s.seen.append(s.numbers[0] == s.numbers[1])
    with s.counting:
        go(s)


CLASSICS = {
    "lost update": Classic(Section, (add, add), (add_locked, add_locked), kept_apart),
    "check, then act": Classic(
        Prices,
        (ask_unless_known, ask_unless_known),
        (ask_unless_known_locked, ask_unless_known_locked),
        lambda s: s.asked == ["tea"],
    ),
    "if, not while": Classic(
        Basket, (take_if, take_if, put_two), (take_while, take_while, put_two)
    ),
    "lost wake-up": Classic(Basket, (take_after_a_look_without_the_lock, put), (take_while, put)),
    "dining philosophers": Classic(
        Table,
        (philosopher(0, 1), philosopher(1, 2), philosopher(2, 0)),
        (philosopher(0, 1), philosopher(1, 2), philosopher(0, 2)),
    ),
    "Peterson": Classic(
        Section,
        (peterson(0, turn_first=True), peterson(1, turn_first=True)),
        (peterson(0), peterson(1)),
        kept_apart,
    ),
    "Dekker": Classic(
        Section,
        (looks_before_it_says_so(0), looks_before_it_says_so(1)),
        (dekker(0), dekker(1)),
        kept_apart,
    ),
    "ticket lock": Classic(
        Section,
        (with_ticket(draw), with_ticket(draw)),
        (with_ticket(draw_locked), with_ticket(draw_locked)),
        kept_apart,
    ),
    "double-checked locking": Classic(
        Lazy,
        (settings_before_they_are_ready, settings_before_they_are_ready),
        (settings_when_they_are_ready, settings_when_they_are_ready),
        lambda s: s.seen == ["blue", "blue"],
    ),
    "ABA": Classic(
        Stack,
        (popping(False), popping_two_and_putting_one_back(False)),
        (popping(True), popping_two_and_putting_one_back(True)),
        each_node_has_one_owner,
    ),
    "readers and writers": Classic(
        Pair,
        (read_uncounted, read_uncounted, write),
        (read_counted, read_counted, write),
        lambda s: s.seen == [True, True],
    ),
}
