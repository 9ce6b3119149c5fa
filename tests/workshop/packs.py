"""Packs for the tests: of chosen answers, and stored under their own names."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from helpers.grading.attempts import Event
from helpers.workshop.files import write_whole
from helpers.workshop.pack import Cell, Pack, all_tasks, file_name, text_of

ROOT = Path(__file__).resolve().parents[2]
MADE = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
RIGHT = """\
def report(city):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city)).result()
"""


def pack_of(seat: str = "7", attempts: tuple[Event, ...] = (), **sources: str) -> Pack:
    """Return a pack of these answers, `a01="def report…"` for the task 01.a."""
    names, notebooks = {}, {}
    for key, source in sources.items():
        task = f"{key[1:]}.{key[0]}"
        exercise, letter = all_tasks()[task]
        cells = notebooks.get(exercise) or _cells(exercise)
        cells = [
            cell._replace(source=source) if cell.id == f"{letter}-attempt" else cell
            for cell in cells
        ]
        notebooks[exercise] = cells
        names[task] = next(c.source for c in cells if c.id == f"{letter}-check")[11:-1]
    identity = sha256(seat.encode()).hexdigest()[:32]
    all_of = {name: tuple(cells) for name, cells in notebooks.items()}
    return Pack(identity, seat, MADE, names, all_of, {}, attempts)


def _cells(exercise: str) -> list[Cell]:
    """Return the code cells of an exercise as it was given."""
    found = json.loads((ROOT / "solutions" / f"{exercise}.ipynb").read_text("utf-8"))["cells"]
    return [
        Cell(cell["id"], "..." if cell["id"].endswith("-attempt") else "".join(cell["source"]))
        for cell in found
        if cell["cell_type"] == "code" and not cell["id"].endswith("-ways")
    ]


def with_cell(pack: Pack, exercise: str, cell: Cell, place: int | None = None) -> Pack:
    """Return the pack with one cell more: by default the last one."""
    cells = list(pack.notebooks[exercise])
    cells.insert(len(cells) if place is None else place, cell)
    return replace(pack, notebooks={**pack.notebooks, exercise: tuple(cells)})


def put(folder: Path, pack: Pack) -> Path:
    """Store a pack in a folder, as `pack --to` does, and return its path."""
    path = folder / file_name(pack)
    write_whole(path, text_of(pack).encode())
    return path
