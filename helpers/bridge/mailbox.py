"""Mailbox: hand items from any thread to one event loop; many posts cost one wake-up."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

__all__ = ["Item", "Mailbox"]


class Item(Protocol):
    """What is posted; exactly one of its methods is called."""

    def run(self) -> object:
        """Do what is to be done; in the loop's thread."""

    def fail(self, error: BaseException) -> object:
        """Take note that the mailbox was closed first; in any thread."""


class Mailbox:
    """A one-way channel into a loop, without a lock.

    Waking a loop (`call_soon_threadsafe`) costs a system call and a turn of the loop. While a
    wake-up is under way another one is of no use, so a flag, `armed`, says that one is.

    wake: a function without arguments that makes the loop call `drain` soon. It is called in the
        posting thread, and raises RuntimeError when the loop is closed.

    Of an item's two methods exactly one is called: `run()` in the loop's thread, or `fail(error)`
    in any thread, when the mailbox was closed first.
    """

    def __init__(self, wake: Callable[[], object]) -> None:
        self.wake = wake
        self.items: deque[Item] = deque()  # its append and popleft are atomic
        self.armed = False
        self.closing_error: BaseException | None = None

    def post(self, item: Item) -> None:
        """Have the loop run the item; never blocks, and is legal in any thread."""
        # Append, THEN look at the flag. drain() does it the other way round: it clears the flag,
        # THEN takes. So either drain() sees this item, or this thread sees that a wake-up is due.
        self.items.append(item)
        if not self.armed:
            self._arm()
        # Lost a race with close()? Then nobody else will settle the item.
        if self.closing_error is not None:
            self._fail_all()

    def _arm(self) -> None:
        try:
            self.armed = True
            self.wake()
        except RuntimeError:
            pass  # the loop is closed, and close() settles what is left
        except BaseException:
            self.armed = False  # Ctrl-C came in between: the next post must wake the loop
            raise

    def drain(self) -> None:
        """Run what has been posted; called in the loop's thread."""
        self.armed = False
        try:
            # Only what is there now: what these items post themselves waits for the loop's next
            # turn, so that timers and sockets have theirs.
            for _ in range(len(self.items)):
                self.items.popleft().run()
        finally:
            # An item raised: the loop reports it, and the rest of the batch still runs.
            if self.items and not self.armed:
                self._arm()

    def close(self, error: BaseException) -> None:
        """Fail what is left, and all that is posted from now on, with `error`."""
        self.closing_error = error
        self._fail_all()

    def _fail_all(self) -> None:
        while True:
            try:
                item = self.items.popleft()
            except IndexError:  # a poster that lost the race with close() took the last one
                return
            item.fail(self.closing_error)
