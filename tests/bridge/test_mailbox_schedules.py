"""Mailbox under every schedule: it loses nothing; with an order swapped, it does."""

import threading

import pytest

from helpers.bridge import Mailbox
from helpers.interleavings import explore


class Item:
    """An item that says how it was settled."""

    def __init__(self, settled, name):
        self.settled, self.name = settled, name

    def run(self):
        self.settled.append(self.name)

    def fail(self, error):
        self.settled.append(self.name)


class State:
    """A mailbox, and the bell that wakes its loop: a count of the wake-ups that are due."""

    def __init__(self, kind=Mailbox):
        self.bell = threading.Semaphore(0)
        self.mailbox = kind(self.bell.release)
        self.settled = []


class AnnouncesTooEarly(Mailbox):
    """Looks at the flag before it appends."""

    def post(self, item):
        if not self.armed:
            self._arm()
        self.items.append(item)


class ClearsTooLate(Mailbox):
    """Takes the items before it clears the flag."""

    def drain(self):
        for _ in range(len(self.items)):
            self.items.popleft().run()
        self.armed = False


class ClosesTooLate(Mailbox):
    """Fails what is left before it says that it is closed."""

    def close(self, error):
        while self.items:
            self.items.popleft().fail(error)
        self.closing_error = error


class TrustsTheLoop(Mailbox):
    """Does not look, after it has appended, if the mailbox was closed meanwhile."""

    def post(self, item):
        self.items.append(item)
        if not self.armed:
            self._arm()


def post_one(state):
    state.mailbox.post(Item(state.settled, "one"))


def post_two(state):
    state.mailbox.post(Item(state.settled, "two"))


def post_both(state):
    state.mailbox.post(Item(state.settled, "one"))
    state.mailbox.post(Item(state.settled, "two"))


def loop(state):
    """Sleep until woken, drain, and so on until both items have been run."""
    while len(state.settled) < 2:
        state.bell.acquire()
        state.mailbox.drain()


def end(state):
    """What a loop does at its end: one more turn, then it closes its mailbox."""
    state.mailbox.drain()
    state.mailbox.close(RuntimeError("closed"))


def explored(kind, *functions, **options):
    return explore(
        lambda: State(kind),
        *functions,
        check=lambda state: sorted(state.settled) == ["one", "two"],
        **options,
    )


def test_two_posters_and_a_loop_lose_nothing():
    report = explored(Mailbox, post_one, post_two, loop, preemptions=2)
    assert report.failed == 0, str(report)
    assert report.schedules > 500


def test_a_poster_and_a_loop_lose_nothing_in_any_schedule():
    report = explored(Mailbox, post_both, loop, steps="access", reduce=True)
    assert report.complete
    assert report.failed == 0, str(report)


def test_posts_that_race_with_a_close_are_settled_once():
    report = explored(Mailbox, post_both, end, steps="access", reduce=True)
    assert report.complete
    assert report.failed == 0, str(report)


@pytest.mark.parametrize("kind", [AnnouncesTooEarly, ClearsTooLate])
def test_with_its_order_swapped_an_item_is_left_without_a_wake_up(kind):
    report = explored(kind, post_both, loop, preemptions=2)
    assert report.deadlocks > 0


@pytest.mark.parametrize("kind", [ClosesTooLate, TrustsTheLoop])
def test_with_its_order_swapped_a_close_leaves_an_item_behind(kind):
    report = explored(kind, post_both, end, preemptions=2)
    assert report.failed > 0
