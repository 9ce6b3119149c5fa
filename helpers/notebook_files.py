"""Where the notebooks are, and the one form in which they are read, named and written."""

import copy
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.places import COURSE

__all__ = [
    "KERNELSPEC",
    "Course",
    "NotebookError",
    "canonical_text",
    "id_problems",
    "read_notebook",
    "tags",
    "write_text",
]

READABLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# nbformat makes 8 hexadecimal digits, JupyterLab a UUID.
GENERATED_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?")
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class NotebookError(Exception):
    """A notebook cannot be processed; the message says which, why and what to do."""


@dataclass(frozen=True)
class Course:
    """The folders of a course below `root`; by default those that belong to this package."""

    root: Path = COURSE

    def folder(self, name: str) -> Path:
        """Return the path of the folder `name`: "notebooks", "solutions" or "exercises"."""
        return self.root / name

    def notebooks(self, *folders: str) -> list[Path]:
        """Return the notebooks of `folders`, in order of folder, then of file name."""
        return [path for name in folders for path in sorted(self.folder(name).glob("*.ipynb"))]

    def select(self, names: list[str], *folders: str) -> list[Path]:
        """Return the notebooks of `folders` that `names` mean; all of them without names.

        A name is "03_futures", or a path that ends so ("solutions/03_futures.ipynb").
        Raises NotebookError for a name that means no notebook.
        """
        known = self.notebooks(*folders)
        if not names:
            return known
        chosen: list[Path] = []
        for name in names:
            wanted = Path(name).with_suffix("").parts
            matches = [
                p for p in known if p.resolve().with_suffix("").parts[-len(wanted) :] == wanted
            ]
            if not matches:
                have = ", ".join(sorted({path.stem for path in known})) or "none"
                raise NotebookError(
                    f"no notebook {name!r} in {' or '.join(folders)}; there are: {have}"
                )
            chosen += [path for path in matches if path not in chosen]
        return chosen

    def label(self, path: Path) -> str:
        """Return `path` as readers know it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook stored at `path`; raise NotebookError if it is none of format 4.5."""
    try:
        notebook = nbformat.reader.reads(path.read_text(encoding="utf-8"))
        with warnings.catch_warnings():
            # Validation mends missing and doubled ids; on a copy, as `id_problems` reports them.
            warnings.simplefilter("ignore", nbformat.warnings.MissingIDFieldWarning)
            warnings.simplefilter("ignore", nbformat.warnings.DuplicateCellId)
            nbformat.validate(copy.deepcopy(notebook))
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path.name} cannot be read as a notebook: {error}") from error
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        raise NotebookError(
            f"{path.name} has the format {notebook.nbformat}.{notebook.nbformat_minor}, without "
            "cell ids; save it as 4.5 with JupyterLab"
        )
    return notebook


def id_problems(notebook: NotebookNode) -> list[str]:
    """Return a line for each cell whose id its author did not choose or chose twice."""
    problems, seen = [], {}
    for number, cell in enumerate(notebook.cells, start=1):
        identity, where = cell.get("id", ""), f"cell {number} ({first_line(cell)!r})"
        if not READABLE_ID.fullmatch(identity) or GENERATED_ID.fullmatch(identity):
            problems.append(
                f"{where} has the id {identity!r}; "
                "give it a readable one: lower-case words or numbers joined by hyphens"
            )
        elif identity in seen:
            problems.append(f"{where} has the id {identity!r} of cell {seen[identity]}; rename one")
        seen.setdefault(identity, number)
    return problems


def first_line(cell: NotebookNode) -> str:
    """Return the first line of a cell's text, cut to 40 characters."""
    return (cell.source.strip().splitlines() or [""])[0][:40]


def tags(cell: NotebookNode) -> list[str]:
    """Return the tags of a cell, in their stored order."""
    return list(cell.metadata.get("tags", []))


def canonical_text(notebook: NotebookNode) -> str:
    """Return the JSON text in which a notebook is stored: the same for the same content.

    All that tells of a machine, an interpreter, a time or a way of looking at the page is dropped.
    """
    kept = nbformat.v4.new_notebook(cells=[_canonical_cell(cell) for cell in notebook.cells])
    kept.metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    if "course" in notebook.metadata:
        kept.metadata["course"] = notebook.metadata["course"]
    nbformat.validate(kept)
    return nbformat.v4.writes(kept) + "\n"


def _canonical_cell(cell: NotebookNode) -> dict:
    """Return a copy of `cell` with the parts that are stored."""
    kept = {key: cell[key] for key in ("cell_type", "id", "source")}
    kept["metadata"] = {"tags": sorted(tags(cell))} if tags(cell) else {}
    if cell.cell_type == "code":
        kept["execution_count"] = cell.execution_count
        kept["outputs"] = [_canonical_output(output) for output in _merged(cell.outputs)]
    elif "attachments" in cell:
        kept["attachments"] = cell.attachments
    return nbformat.from_dict(kept)


def _canonical_output(output: NotebookNode) -> dict:
    """Return a copy of `output` without the metadata of its display."""
    return {**output, "metadata": {}} if "metadata" in output else dict(output)


def _merged(outputs: list[NotebookNode]) -> list[dict]:
    """Join neighbouring pieces of one stream: how a text was cut depends on the machine's load."""
    joined: list[dict] = []
    for output in outputs:
        before = joined[-1] if joined else {}
        if output.output_type == "stream" == before.get("output_type") and (
            output.name == before["name"]
        ):
            joined[-1] = {**before, "text": before["text"] + output.text}
        else:
            joined.append(dict(output))
    return joined


def write_text(path: Path, text: str) -> bool:
    """Store `text` at `path` with LF line ends unless it is there already; say whether it was."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
