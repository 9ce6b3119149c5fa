"""A buffer that several threads use side by side, and what came out of it."""

from typing import Any

from helpers.grading.kit import Run, orders

__all__ = [
    "SIDE_BY_SIDE",
    *("crowded", "get_first", "one_each", "put_first", "two_writers"),
    *("two_each", "two_getters", "two_putters", "two_readers"),
]


class Shelf:
    """A buffer; its items are numbers from 0 on.

    got: what came out. most: how many items were ever in it for certain: those that had been put,
    without those that somebody had begun to get.
    """

    def __init__(self, run: Run, size: int, filled: int = 0) -> None:
        self.buffer, self.size = run.answer(size), size
        self.got: list[Any] = []
        self.inside = self.most = 0
        for item in range(filled):
            self.put(item)

    def put(self, item: int) -> None:
        """Put an item, and count it."""
        self.buffer.put(item)
        self.inside += 1
        self.most = max(self.most, self.inside)

    def get(self) -> None:
        """Get an item, and keep it."""
        self.inside -= 1
        self.got.append(self.buffer.get())

    def in_words(self) -> str:
        """Say what came out, and whether there was too much inside."""
        too_much = f", and {self.most} items were in a buffer of size {self.size}"
        return f"{self.got} came out{too_much if self.most > self.size else ''}"

    def in_bounds(self) -> bool:
        """Did the first item come out, and was there never too much inside?"""
        return self.got == [0] and self.most <= self.size

    def holds(self, *items: int) -> bool:
        """Did these items come out, in whatever order, and was there never too much inside?"""
        return sorted(map(str, self.got)) == [*map(str, items)] and self.most <= self.size


def put_one(shelf: Shelf) -> None:
    """One item, false in an `if`."""
    shelf.put(0)


def put_another(shelf: Shelf) -> None:
    """One item more."""
    shelf.put(1)


def put_two(shelf: Shelf) -> None:
    """Two items."""
    shelf.put(0)
    shelf.put(1)


def get_one(shelf: Shelf) -> None:
    """One item."""
    shelf.get()


def try_get(shelf: Shelf) -> None:
    """One item, or an error."""
    try:
        shelf.get()
    except Exception:
        shelf.got.append(None)


def try_put(shelf: Shelf) -> None:
    """One item, or an error."""
    try:
        shelf.put(1)
    except Exception:
        shelf.got.append(None)


def get_two(shelf: Shelf) -> None:
    """Two items."""
    shelf.get()
    shelf.get()


HOW: dict[str, Any] = dict(max_steps=600, outcome=Shelf.in_words, limit=120)


@orders(try_get, put_one, right=bool, preemptions=0, **HOW)
def get_first(run: Run) -> Shelf:
    """One gets an item, another brings it: a first look, in which any end is right."""
    return Shelf(run, 1)


@orders(try_put, get_one, right=bool, preemptions=0, **HOW)
def put_first(run: Run) -> Shelf:
    """One brings an item to a full buffer, another makes room: any end is right."""
    return Shelf(run, 1, filled=1)


@orders(put_two, get_two, right=lambda shelf: shelf.got == [0, 1], preemptions=1, **HOW)
def one_each(run: Run) -> Shelf:
    """One puts two items, one gets two."""
    return Shelf(run, 1)


@orders(get_one, get_one, put_another, right=lambda shelf: shelf.holds(0, 1), preemptions=1, **HOW)
def two_readers(run: Run) -> Shelf:
    """Two get an item each where there is one; another one is brought."""
    return Shelf(run, 1, filled=1)


@orders(get_one, get_one, put_two, right=lambda shelf: shelf.holds(0, 1), preemptions=0, **HOW)
def two_getters(run: Run) -> Shelf:
    """Two wait for an item each; one brings both."""
    return Shelf(run, 2)


@orders(put_one, put_another, get_two, right=lambda shelf: shelf.holds(0, 1), preemptions=0, **HOW)
def two_putters(run: Run) -> Shelf:
    """Two bring an item each into a full buffer; one gets two."""
    return Shelf(run, 2, filled=2)


@orders(
    *(get_one, get_one, put_one, put_another),
    right=lambda shelf: shelf.holds(0, 1),
    preemptions=0,
    **HOW,
)
def two_each(run: Run) -> Shelf:
    """Two bring an item each, two get one each."""
    return Shelf(run, 1)


@orders(
    *(put_one, put_another, get_one, get_one),
    right=lambda shelf: len(shelf.got) == 2 and shelf.most <= shelf.size,
    preemptions=0,
    **HOW,
)
def crowded(run: Run) -> Shelf:
    """The same with a buffer that is full: two have to wait for room."""
    return Shelf(run, 1, filled=1)


@orders(put_one, put_another, get_one, right=Shelf.in_bounds, preemptions=1, **HOW)
def two_writers(run: Run) -> Shelf:
    """Two bring an item each where there is room for one; another one is taken."""
    return Shelf(run, 2, filled=1)


SIDE_BY_SIDE = {
    "get_first": "size 1; one thread gets an item, another puts it",
    "put_first": "size 1, and full; one thread puts an item, another gets one",
    "one_each": "size 1; one thread puts two items, one gets two",
    "two_readers": "size 1, and full; two threads get an item each, another one puts one",
    "two_getters": "size 2; two threads get an item each, one puts two",
    "two_putters": "size 2, and full; two threads put an item each, one gets two",
    "two_writers": "size 2, one item there; two threads put one each, another one gets one",
    "two_each": "size 1; two threads put an item each, two get one each",
    "crowded": "size 1, and full; two threads put an item each, two get one each",
}
