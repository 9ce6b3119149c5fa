"""Reads what a task's statement promises: the list behind the line "What it promises:"."""

import json

from helpers.grading.registry import SOLUTIONS

__all__ = ["promises_of"]

MARK = "What it promises:"


def promises_of(exercise: str, letter: str) -> list[str]:
    """Return the items of the list behind the mark in the task's cell, each as one line."""
    cells = json.loads((SOLUTIONS / f"{exercise}.ipynb").read_text(encoding="utf-8"))["cells"]
    source = next("".join(cell["source"]) for cell in cells if cell["id"] == f"{letter}-task")
    found: list[str] = []
    for line in source.partition(MARK)[2].lstrip().splitlines():
        if line.startswith("- "):
            found.append(line.removeprefix("- ").strip())
        elif line.startswith("  ") and found:
            found[-1] += f" {line.strip()}"
        else:
            break
    return found
