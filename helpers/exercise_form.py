"""What an exercise is: a solution with its answers taken out, and a record of how it was given."""

import hashlib
import re

import nbformat
from nbformat import NotebookNode

from helpers.notebook_files import Course, NotebookError, id_problems, read_notebook, tags

__all__ = [
    "ATTEMPT",
    "BEGIN",
    "SOLUTION",
    "digest",
    "exercise_from",
    "given_by",
    "given_exercise",
    "learner_work",
    "pristine",
]

ATTEMPT = "attempt"
SOLUTION = "solution"
BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
STUB = re.compile(r"(\s*)### STUB: ?(.*)")


def exercise_from(solution: NotebookNode) -> NotebookNode:
    """Return the unrun exercise that belongs to `solution`.

    In code cells the lines from `### BEGIN SOLUTION` to `### END SOLUTION` become the texts of
    the lines `### STUB: text` between them, or `...`, and the cell is tagged "attempt"; cells
    tagged "solution" vanish. The metadata hold a digest of each cell, so that changes are known.
    Raises NotebookError if marks do not pair up, ids are not readable, or no cell is left to solve.
    """
    if problems := id_problems(solution):
        raise NotebookError("\n".join(problems))
    cells = [_exercise_cell(cell) for cell in solution.cells if SOLUTION not in tags(cell)]
    if not any(ATTEMPT in tags(cell) for cell in cells):
        raise NotebookError(f"no cell holds {BEGIN!r}, so nothing is left to solve")
    exercise = nbformat.v4.new_notebook(cells=cells)
    exercise.metadata["course"] = {"pristine": {cell.id: digest(cell) for cell in cells}}
    return exercise


def given_by(solution: NotebookNode) -> NotebookNode:
    """Return the exercise that belongs to a notebook of solutions/.

    Where solutions are withheld, what stands there is that exercise. Raises as `exercise_from`.
    """
    return solution if pristine(solution) else exercise_from(solution)


def given_exercise(course: Course, name: str) -> NotebookNode:
    """Return the exercise `name` as it is given: made from its solution, or as it is stored.

    The stored one may hold work of a learner's; but a course may come without its solutions.
    Raises NotebookError if neither can be read.
    """
    solution = course.folder("solutions") / f"{name}.ipynb"
    if solution.is_file():
        return given_by(read_notebook(solution))
    return read_notebook(course.folder("exercises") / solution.name)


def _exercise_cell(cell: NotebookNode) -> NotebookNode:
    """Return the exercise's form of one cell of a solution."""
    source, attempt = cell.source, False
    if cell.cell_type == "code":
        source, attempt = _without_solution(cell)
    kept = {"cell_type": cell.cell_type, "id": cell.id, "source": source, "metadata": {}}
    names = sorted({*tags(cell), *([ATTEMPT] if attempt else [])})
    if names:
        kept["metadata"] = {"tags": names}
    if cell.cell_type == "code":
        kept |= {"outputs": [], "execution_count": None}
    return nbformat.from_dict(kept)


def _without_solution(cell: NotebookNode) -> tuple[str, bool]:
    """Return the text of a code cell without its solutions, and whether it had one."""
    lines: list[str] = []
    block: list[str] | None = None
    found = False
    for line in cell.source.splitlines():
        mark = line.strip()
        if mark in (BEGIN, END) and (mark == BEGIN) != (block is None):
            raise NotebookError(f"cell {cell.id}: {mark!r} has no partner; marks come in pairs")
        if mark == BEGIN:
            block, found = [line], True
        elif mark == END:
            lines += _stub(block)
            block = None
        elif block is None and STUB.fullmatch(line):
            raise NotebookError(f"cell {cell.id}: {mark!r} must stand between {BEGIN} and {END}")
        else:
            (lines if block is None else block).append(line)
    if block is not None:
        raise NotebookError(f"cell {cell.id}: {BEGIN!r} has no partner; marks come in pairs")
    return "\n".join(lines), found


def _stub(block: list[str]) -> list[str]:
    """Return the lines that stand in the exercise for a solution; `block` begins with its mark."""
    indent = block[0][: len(block[0]) - len(block[0].lstrip())]
    stubs = [match for line in block if (match := STUB.fullmatch(line))]
    return [(match[1] + match[2]).rstrip() for match in stubs] or [indent + "..."]


def digest(cell: NotebookNode) -> str:
    """Return the first 16 digits of the SHA-256 of a cell's kind, tags and text."""
    content = "\n".join([cell.cell_type, *sorted(tags(cell)), "", cell.source])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def pristine(exercise: NotebookNode) -> dict[str, str]:
    """Return the digests of the cells of an exercise as they were generated, by id."""
    return dict(exercise.metadata.get("course", {}).get("pristine", {}))


def learner_work(exercise: NotebookNode) -> list[str]:
    """Return the ids of the cells that were written or changed since they were generated."""
    generated = pristine(exercise)
    return [
        cell.id
        for cell in exercise.cells
        if generated.get(cell.id) != digest(cell) and cell.source.strip()
    ]
