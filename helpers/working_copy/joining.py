"""Joins a learner's notebook with the course's new form of it, cell by cell."""

import uuid
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

from helpers.exercise_form import ATTEMPT, digest, pristine
from helpers.notebook_files import tags

__all__ = ["Joined", "is_current", "join"]


class Joined(NamedTuple):
    """The joined notebook, and the ids of the cells whose text as the learner left it is not in it.

    These were changed on both sides, or changed here and taken out of the course.
    """

    notebook: NotebookNode
    lost: list[str]


def is_current(mine: NotebookNode, new: NotebookNode) -> bool:
    """Was the learner's notebook given in the form `new`, whatever was written in it since?"""
    return pristine(mine) == pristine(new)


def join(mine: NotebookNode, new: NotebookNode) -> Joined:
    """Return what the course gives now, with all that the learner wrote, as far as it fits.

    `mine` was given in an older form, of which its metadata hold a digest for each cell. A cell
    that the learner has not touched takes its new form. An answer, a note and a changed cell stay;
    a cell that both have changed is the course's, unless it is there to be answered in.
    """
    then, now = pristine(mine), pristine(new)
    cells = _unlike(mine)
    have = {cell.id: cell for cell in cells}
    joined, lost = [], []
    for cell in new.cells:
        yours = have.get(cell.id)
        if yours is None:
            if then.get(cell.id) != now[cell.id]:  # else the learner has deleted it
                joined.append(cell)
            continue
        kept = _kept(yours, cell, then.get(cell.id), now[cell.id])
        joined.append(kept)
        if kept is cell and _is_written(yours, then, cell):
            lost.append(cell.id)
    for cell in cells:
        if cell.id in then and cell.id not in now and _is_written(cell, then):
            lost.append(cell.id)
    _insert_own(joined, [cell for cell in cells if cell.id not in now], cells, then)
    whole = nbformat.from_dict({**mine, "cells": joined})
    whole.metadata["course"] = {**mine.metadata.get("course", {}), "pristine": now}
    return Joined(whole, lost)


def _kept(yours: NotebookNode, cell: NotebookNode, then: str | None, now: str) -> NotebookNode:
    """Return the one of two forms of a cell that stays."""
    written = digest(yours)
    if written == now:
        return yours  # with its outputs
    if written == then:
        return cell
    if then == now:
        return yours
    if ATTEMPT in tags(cell) and yours.cell_type == "code" and yours.source.strip():
        return nbformat.from_dict({**yours, "metadata": {**yours.metadata, **cell.metadata}})
    return cell


def _is_written(
    yours: NotebookNode, then: dict[str, str], cell: NotebookNode | None = None
) -> bool:
    """Does a cell hold text of the learner's, which is not that of `cell` either?"""
    if cell is not None and cell.source == yours.source:
        return False
    return digest(yours) != then.get(yours.id) and bool(yours.source.strip())


def _insert_own(
    joined: list[NotebookNode],
    own: list[NotebookNode],
    order: list[NotebookNode],
    then: dict[str, str],
) -> None:
    """Put the cells that the learner has added behind those that they stood behind."""
    added = {cell.id for cell in own if cell.id not in then}
    place = 0
    for cell in order:
        at = next((n for n, other in enumerate(joined) if other.id == cell.id), None)
        if cell.id in added:
            joined.insert(place, cell)
            place += 1
        elif at is not None:
            place = at + 1


def _unlike(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of a notebook; of those that share an id, the later ones get another."""
    seen: set[str] = set()
    cells = []
    for cell in notebook.cells:
        if cell.id in seen:
            cell = nbformat.from_dict({**cell, "id": uuid.uuid4().hex[:8]})
        seen.add(cell.id)
        cells.append(cell)
    return cells
