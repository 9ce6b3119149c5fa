"""The packs of a folder as seats, each with its newest readable pack; admits only so many."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from helpers.workshop.files import CannotRead, read_plain
from helpers.workshop.judging import Answer, Judged
from helpers.workshop.pack import MOST_BYTES, NotAPack, Pack, one_line, parse

__all__ = ["MOST_SEATS", "PACK_NAME", "Seat", "Seats"]

MOST_SEATS = 250
MOST_NAMES = 20_000  # names of a folder that are looked at
AT_ONCE = 300  # files that are read in one look, so that no folder holds up the board
PACK_NAME = re.compile(r"[^.].*\.json", re.DOTALL)


class Signature(NamedTuple):
    """What tells that a file is another than before."""

    file: int
    size: int
    changed: int


@dataclass
class Seat:
    """One learner's pack, and what has been judged of it so far.

    `answers` is None until they are taken from the pack. `trouble` says why a newer file of this
    seat is not shown.
    """

    name: str  # of the file
    pack: Pack
    arrived: float  # when the file was written, in seconds since the epoch
    answers: list[Answer] | None = None
    judged: dict[str, Judged] = field(default_factory=dict)
    trouble: str = ""


class Seats:
    """The seats of a folder; `look` finds what has come, changed or gone since the last time.

    `troubles` has a line for each file that is no pack.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.by_name: dict[str, Seat] = {}
        self.troubles: dict[str, str] = {}
        self.left_out = 0  # packs beyond the most that are shown, or names not looked at
        self._seen: dict[str, Signature] = {}

    def look(self) -> list[Seat]:
        """Return the seats whose pack is new. Raises OSError if the folder cannot be read."""
        found = self._signatures()
        for name in self._seen.keys() - found.keys():
            del self._seen[name]
            self.by_name.pop(name, None)
            self.troubles.pop(name, None)
        changed = [name for name, now in found.items() if self._seen.get(name) != now]
        # The known ones first: whoever fills the folder must not push others from the board.
        changed.sort(key=lambda name: (name not in self.by_name, name))
        new = []
        for name in changed[:AT_ONCE]:
            if seat := self._admitted(name, found[name]):
                new.append(seat)
        self.left_out = len(found) - len(self.by_name) - len(self.troubles)
        return new

    def _signatures(self) -> dict[str, Signature]:
        found = {}
        with os.scandir(self.folder) as entries:
            for entry in islice(entries, MOST_NAMES):
                if PACK_NAME.fullmatch(entry.name):
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except OSError:  # it has gone meanwhile
                        continue
                    found[entry.name] = Signature(status.st_ino, status.st_size, status.st_mtime_ns)
        return found

    def _admitted(self, name: str, signature: Signature) -> Seat | None:
        before = self.by_name.get(name)
        if before is None and len(self.by_name) >= MOST_SEATS:
            return None  # looked at again when a seat has gone
        self._seen[name] = signature
        self.troubles.pop(name, None)
        try:
            pack = parse(read_plain(self.folder / name, MOST_BYTES))
        except (CannotRead, NotAPack) as reason:
            if before is None:
                self.troubles[name] = f"{one_line(name, 60)}: {reason}"
            else:
                before.trouble = f"its newest file is not shown: {reason}"
            return None
        seat = Seat(name, pack, signature.changed / 1e9)
        self.by_name[name] = seat
        return seat
