"""Makes a learner's pack from the exercises, progress and attempts in a folder."""

from __future__ import annotations

import json
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

from nbformat import NotebookNode

from helpers.exercise_form import digest, pristine
from helpers.grading.attempts import events_in
from helpers.grading.progress import read
from helpers.grading.registry import known, letters
from helpers.grading.safe_file import locked, replace_text
from helpers.notebook_files import NotebookError, read_notebook
from helpers.places import exercise_path, shown
from helpers.workshop.pack import IDENTITY, MOST_BYTES, SEAT, Cell, Pack, one_line, text_of

__all__ = ["SEAT_FILE", "CannotPack", "make_pack"]

SEAT_FILE = ".progress-seat.json"  # the pack's id, and the seat if the learner has given one


class CannotPack(Exception):
    """No pack was made; the message says why and what to do."""


def make_pack(folder: Path, seat: str | None = None) -> tuple[Pack, list[str]]:
    """Return the pack of a working folder, and a line on each that is left out.

    Args:
        seat: a seat number or a name to write into it; "" takes back the one given before, None
            leaves it as it is. It is remembered beside the progress.

    Raises:
        CannotPack: nothing is written yet, or more than a pack may hold, or the folder cannot be
            written.
    """
    attempts, names, cells = events_in(folder), {}, {}
    notebooks, troubles = _notebooks(folder)
    begun = {event.task for event in attempts}
    for exercise, notebook in notebooks.items():
        if found := _names_in(notebook, exercise, begun):
            names |= found
            cells[exercise] = _cells_of(notebook)
    identity, remembered = _remembered(folder, seat)
    progress = {task: entry["verdict"] for task, entry in read(folder).tasks.items()}
    made = datetime.now(UTC).replace(microsecond=0)
    pack = Pack(identity, remembered, made, names, cells, progress, tuple(attempts))
    return _checked(pack, troubles), troubles


def _notebooks(folder: Path) -> tuple[dict[str, NotebookNode], list[str]]:
    """Return the exercises that are there, and a line on each that cannot be read."""
    notebooks, troubles = {}, []
    for exercise in known():
        path = exercise_path(folder, exercise)
        try:
            if path.exists():
                notebooks[exercise] = read_notebook(path)
        except NotebookError as error:
            troubles.append(f"{error}; it is left out.")
    return notebooks, troubles


def _checked(pack: Pack, troubles: list[str]) -> Pack:
    if not pack.names:
        nothing = "no task has an answer yet; write one and save its notebook."
        raise CannotPack("\n".join([*troubles, nothing]))
    if len(text_of(pack).encode()) > MOST_BYTES:
        raise CannotPack(
            f"the exercises hold more than {MOST_BYTES >> 10} KiB of code; take out what is long, "
            "such as data that was pasted into a cell."
        )
    return pack


def _names_in(notebook: NotebookNode, exercise: str, begun: set[str]) -> dict[str, str]:
    """Return of each task that has an answer, or was checked, the name that its check is given."""
    given = pristine(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    names = {}
    for letter in letters(exercise):
        task, place = f"{exercise[:2]}.{letter}", f"{letter}-attempt"
        cell = cells.get(place)
        written = cell is not None and cell.source.strip() and given.get(place) != digest(cell)
        check = cells.get(f"{letter}-check")
        found = re.search(r"\.check\(\s*([^\W\d]\w*)\s*\)", check.source if check else "")
        if found and (written or task in begun):
            names[task] = found[1]
    return names


def _cells_of(notebook: NotebookNode) -> tuple[Cell, ...]:
    """Return the code cells as Python, without those that only ask for hints."""
    from IPython.core.inputtransformer2 import TransformerManager

    given, plain = pristine(notebook), TransformerManager()
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.id.endswith("-ways"):
            source = plain.transform_cell(cell.source) if cell.source.strip() else ""
            source = source.encode("utf-8", "replace").decode()
            found.append(Cell(cell.id, source, cell.id not in given))
    return tuple(found)


def _remembered(folder: Path, seat: str | None) -> tuple[str, str]:
    """Return the id and the seat of this folder's packs, and remember them."""
    try:
        with locked(folder):
            old = _stored(folder / SEAT_FILE)
            chosen = old[1] if seat is None else one_line(seat, SEAT)
            new = old[0] or secrets.token_hex(16), chosen
            if new != old:
                text = json.dumps({"id": new[0], "seat": new[1]}, ensure_ascii=False)
                replace_text(folder / SEAT_FILE, text + "\n")
    except OSError as error:
        where = f"{shown(folder)} cannot be written ({error.strerror})"
        raise CannotPack(f"{where}; python -m helpers doctor says what to do.") from None
    return new


def _stored(path: Path) -> tuple[str, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        identity, seat = data["id"], one_line(data["seat"], SEAT)
        return (identity, seat) if IDENTITY.fullmatch(identity) else ("", "")
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return "", ""
