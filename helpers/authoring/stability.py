"""What an output must not hold, because it differs between machines, runs or Pythons."""

import base64
import re
from pathlib import Path

from nbformat import NotebookNode

from helpers.notebook_files import tags

__all__ = ["IGNORED", "MAX_IMAGE_BYTES", "output_problems", "plain", "shorten_traceback"]

IGNORED = "nbval-ignore-output"
MAX_IMAGE_BYTES = 100_000
IN_HTML = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
OTHER_PICTURES = ("image/jpeg", "image/gif", "image/svg+xml", "application/pdf")
LEFT_OUT = "    [... frames outside of this notebook are not shown ...]\n"
UNSTABLE = {
    "a memory address": re.compile(r"0x[0-9a-f]{6,}", re.IGNORECASE),
    "a path of one machine": re.compile(
        r"(?<![\w.:/])/(home|Users|root)/\w|\b[A-Za-z]:\\\w|(site|dist)-packages"
        r"|[/\\](python3?|Python3)\.?\d+[/\\]|ipykernel_\d+"
    ),
    "a time of day": re.compile(
        r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d|(?<!\d)\d\d:\d\d:\d\d[.,]\d|(?<!\d)1[6-9]\d{8}\.\d"
    ),
}


def plain(text: str) -> str:
    """Return `text` without the ANSI codes that colour a traceback."""
    return ANSI.sub("", text)


def shorten_traceback(output: NotebookNode) -> None:
    """Leave out the frames of an error that are not the notebook's, in place.

    Their paths are of one machine and their lines of one Python; nbval compares neither.
    """
    kept: list[str] = []
    for frame in output.traceback:
        if not plain(frame).startswith("File "):
            kept.append(frame)
        elif not kept or kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    output.traceback = kept


def output_problems(cell: NotebookNode, machine_paths: tuple[Path, ...] = ()) -> list[str]:
    """Return a line for each thing in the outputs of `cell` that would differ elsewhere.

    `machine_paths` are folders that must not be named. Texts of a cell tagged
    nbval-ignore-output may hold anything; a picture has at most 100 kB all the same.
    """
    problems = [] if cell.cell_type == "code" else ["only a code cell has outputs"]
    for output in cell.get("outputs", []):
        problems += _image_problems(output)
        if IGNORED not in tags(cell):
            for text in _texts(output):
                problems += _text_problems(plain(text), machine_paths)
    return [f"cell {cell.id}: {problem}" for problem in dict.fromkeys(problems)]


def _texts(output: NotebookNode) -> list[str]:
    """Return all that an output says in words."""
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.evalue, *output.traceback]
    pictures = ("image/png", *OTHER_PICTURES)
    texts = [str(data) for mime, data in output.data.items() if mime not in pictures]
    return [IN_HTML.sub("", text) for text in texts]


def _text_problems(text: str, machine_paths: tuple[Path, ...]) -> list[str]:
    """Return what in `text` is of one machine or one run, with the place."""
    found = [(what, match.start()) for what, rx in UNSTABLE.items() if (match := rx.search(text))]
    for path in machine_paths:
        if (start := text.find(str(path))) >= 0:
            found.append(("a path of one machine", start))
    return [f"the output holds {what}: {text[max(0, at - 20) : at + 40]!r}" for what, at in found]


def _image_problems(output: NotebookNode) -> list[str]:
    """Return what is wrong with the pictures of an output."""
    data = output.get("data", {})
    others = [mime for mime in data if mime in OTHER_PICTURES]
    problems = [f"has a picture of the kind {mime}; draw PNG" for mime in others]
    for encoded in [data.get("image/png", ""), *IN_HTML.findall(data.get("text/html", ""))]:
        size = len(base64.b64decode(encoded))
        if size > MAX_IMAGE_BYTES:
            problems.append(f"has a picture of {size / 1000:.0f} kB; at most 100 kB are allowed")
    return problems
