"""The entries of the index: the files of the folder `entries`, each an area, as data.

A file has a `title` and tables `[[entry]]`, whose keys are the fields of `Entry`. Of `words`, each
is a text, or a table {text, since, until} where it is that of some Pythons only.
"""

import functools
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.places import COURSE

__all__ = ["ANY", "Area", "Entry", "Words", "areas", "entries"]

FOLDER = Path(__file__).parent / "entries"
LESSONS = COURSE / "notebooks"
OLDEST = "3.11"  # of the Pythons for which the course is
ANY = "…"  # in words: a name, a number or an address, which differs from one error to the next


@dataclass(frozen=True)
class Words:
    """The words of a message as Python prints them; `since` and `until`: by which Pythons."""

    text: str
    since: str = OLDEST
    until: str = ""

    def __str__(self) -> str:
        if self.until:
            pythons = f"Python {self.since} to {self.until}"
            return f"{self.text} ({pythons if self.since != self.until else pythons[:11]})"
        return f"{self.text} (Python {self.since} and newer)" if self.since != OLDEST else self.text

    @property
    def are_of_this_python(self) -> bool:
        """Whether the running Python prints them."""
        here = sys.version_info[:2]
        return _version(self.since) <= here and (not self.until or here <= _version(self.until))

    @property
    def is_of_every_python(self) -> bool:
        """Whether all Pythons of the course print them."""
        return self.since == OLDEST and not self.until

    def stand_in(self, printed: str) -> bool:
        """Say whether a line of `printed` ends with these words."""
        pattern = ".*".join(re.escape(part) for part in self.text.split(ANY))
        return re.search(rf"(?<!\w){pattern}$", printed, re.MULTILINE) is not None


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


@dataclass(frozen=True)
class Entry:
    """One message or symptom.

    - `id`: its name in links and on the command line.
    - `words`: the message, in each form that a Python gives it; or else `symptom`, in our words.
    - `also`: what people call it.
    - `program` reproduces it, and `in_kernel` says that it is a cell of a notebook, not a program
      of its own; `hangs`, that somebody must stop it.
    - `why` it happens, how to `mend` it, and `mended`, the program as it should be.
    - `read`: files of lessons, with the heading of the section after a "#".
    - `codes`: the names that checks give to the mistake.
    """

    id: str
    why: str
    mend: str
    program: str
    mended: str
    read: tuple[str, ...]
    words: tuple[Words, ...] = ()
    symptom: str = ""
    also: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    in_kernel: bool = False
    hangs: bool = False

    @property
    def heading(self) -> str:
        """What the entry is about: the words of its first message, or its symptom."""
        return self.words[0].text if self.words else self.symptom

    @property
    def places(self) -> list[tuple[str, str]]:
        """Where to read more: (file, heading or "") of those lessons that the course has."""
        pairs = [place.partition("#")[::2] for place in self.read]
        return [(file, heading) for file, heading in pairs if (LESSONS / file).is_file()]


@dataclass(frozen=True)
class Area:
    """Entries that belong together; `name` is that of their file."""

    name: str
    title: str
    entries: tuple[Entry, ...]


@functools.cache
def areas() -> tuple[Area, ...]:
    """The areas, in the order of their files' names. Raises ValueError for a file that is wrong."""
    return tuple(_area(path) for path in sorted(FOLDER.glob("*.toml")))


def entries() -> tuple[Entry, ...]:
    """The entries of all areas."""
    return tuple(entry for area in areas() for entry in area.entries)


def _area(path: Path) -> Area:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Area(path.stem, data["title"], tuple(map(_entry, data["entry"])))
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path.name} is no area of the index: {error!r}") from error


def _entry(table: dict[str, Any]) -> Entry:
    made = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    made["words"] = tuple(
        Words(**form) if isinstance(form, dict) else Words(form) for form in table.get("words", ())
    )
    for key in ("why", "mend", "program", "mended"):
        made[key] = made[key].strip("\n")
    return Entry(**made)
