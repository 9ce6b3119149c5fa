"""Reads routes.toml: the states of an answer that a room writes together on the screen."""

from __future__ import annotations

import difflib
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["State", "route_of", "route_shown", "route_told"]

FILE = Path(__file__).with_name("routes.toml")
RIGHT = "PASS"


class State(NamedTuple):
    """One state of the answer: what is added, the whole cell, and the check's code for it."""

    code: str
    do: str
    answer: str

    @property
    def verdict(self) -> str:
        """The check's answer as it is shown: ✓, or ✗ with its code."""
        return "✓" if self.code == RIGHT else f"✗ `{self.code}`"


def route_of(task: str) -> list[State]:
    """Return the states of a task such as "08.a"; none for one that has no route."""
    return [State(**{**each, "answer": each["answer"].strip()}) for each in _all().get(task, ())]


def route_told(task: str) -> str:
    """Return what is added at each state and what the check says, in sentences without code."""
    return " ".join(f"{state.do}: {state.verdict}." for state in route_of(task))


def route_shown(task: str, asked: dict[str, str]) -> str:
    """Return each state of the answer in Markdown: what is added, its lines, and the verdict.

    The first and the last state are shown whole. asked: what to ask the room after a verdict, by
    its code.
    """
    texts, before = [], ""
    for number, state in enumerate(route_of(task), 1):
        shown = state.answer if state.code == RIGHT else _added(before, state.answer)
        told = f"{state.verdict} {asked.get(state.code, '')}".rstrip()
        texts.append(f"**{number}.** {state.do}:\n\n```python\n{shown}\n```\n\n{told}")
        before = state.answer
    return "\n\n".join(texts)


def _added(before: str, answer: str) -> str:
    """The lines of an answer that the one before has not."""
    lines = difflib.ndiff(before.splitlines(), answer.splitlines())
    return "\n".join(line[2:] for line in lines if line.startswith("+ "))


@cache
def _all() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
