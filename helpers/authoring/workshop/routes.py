"""Reads routes.toml: the states of an answer that a room writes together on the screen."""

from __future__ import annotations

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
    """Return each state of the answer in Markdown: what is added, the whole cell, the verdict.

    asked: what to ask the room after a verdict, by its code.
    """
    return "\n\n".join(
        f"**{number}.** {state.do}:\n\n```python\n{state.answer}\n```\n\n"
        f"{state.verdict} {asked.get(state.code, '')}".rstrip()
        for number, state in enumerate(route_of(task), 1)
    )


@cache
def _all() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
