"""Reads the stored answers of a task: what learners might write, right and wrong, a cell each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Cell", "answer_cells"]

CELL = re.compile(
    r"^# %% (right|wrong|equivalent mutants)(?: ([A-Z0-9_]+))?(?:: (.+))?$", re.MULTILINE
)


class Cell(NamedTuple):
    """One cell of a file in tests/answers/: `kind` is "right", "wrong" or "equivalent mutants"."""

    kind: str
    code: str
    special: str
    text: str


def answer_cells(path: Path) -> Iterator[Cell]:
    """Yield each cell of a file, which begins with a line `# %% …`."""
    _, *parts = CELL.split(path.read_text(encoding="utf-8"))
    for kind, code, special, text in zip(*[iter(parts)] * 4, strict=True):
        yield Cell(kind, code or "", special or "", text.strip("\n") + "\n")
