"""Turns facts into a verdict and a verdict into words. Pure: nothing here runs the answer."""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "ERROR",
    "GRADER_FAULT",
    "NOT_ATTEMPTED",
    "PASS",
    "STUCK",
    "Facts",
    "Rule",
    "Verdict",
    "decide",
]

PASS, NOT_ATTEMPTED, ERROR, STUCK = "PASS", "NOT_ATTEMPTED", "ERROR", "STUCK"
GRADER_FAULT = "GRADER_FAULT"
SYMBOLS = {PASS: "✓", NOT_ATTEMPTED: "○", GRADER_FAULT: "?"}
WIDTH = 92  # characters a line may have: so many fit beside the outline on a small screen


class Facts(dict):
    """What was seen while the answer ran; `facts.x` is None where nothing of that name was seen.

    `facts.outcome` says how the run ended: "returned", "raised", "exited" or "stopped".
    """

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


@dataclass(frozen=True)
class Rule:
    """One mistake: when the facts show it, what to say, and three hints from concept to code.

    `seen`, `wanted` and `next` are format strings over the facts. `outcome` is how the run must
    have ended for the rule to apply.
    """

    code: str
    when: Callable[[Facts], bool]
    seen: str
    wanted: str
    next: str
    hints: tuple[str, str, str]
    outcome: str = "returned"


@dataclass(frozen=True)
class Verdict:
    """What `check` says: a code, and up to four lines of words.

    `you` says what the learner predicted; it makes no other verdict.
    """

    task: str
    code: str
    seen: str = ""
    wanted: str = ""
    next: str = ""
    you: str = field(default="", compare=False)

    @property
    def passed(self) -> bool:
        return self.code == PASS

    @property
    def is_mistake(self) -> bool:
        """Did the learner hand in something that is not right yet?"""
        return self.code not in SYMBOLS

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The labelled lines that have something to say."""
        labels = ("seen", "you", "wanted", "next")
        return [(label, words) for label in labels if (words := getattr(self, label))]

    @property
    def title(self) -> str:
        return f"{SYMBOLS.get(self.code, '✗')} {self.task}  {self.code}"

    def __str__(self) -> str:
        rows = [
            f"  {label:<8}{row}"
            for label, words in self.lines
            for label, row in _wrap(label, words)
        ]
        return "\n".join([self.title, *rows])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """The same words for JupyterLab; it inherits the theme's colours, so it reads in both."""
        rows = "".join(
            f'<tr><th style="text-align:left;vertical-align:top">{label}</th>'
            f'<td style="text-align:left;white-space:pre-wrap">{html.escape(words)}</td></tr>'
            for label, words in self.lines
        )
        return f"<div><strong>{html.escape(self.title)}</strong><table>{rows}</table></div>"


def _wrap(label: str, words: str) -> Iterable[tuple[str, str]]:
    """Yield (label, row), the label on the first row only."""
    import textwrap

    for paragraph in words.splitlines():
        for row in textwrap.wrap(paragraph, WIDTH - 10) or [""]:
            yield label, row
            label = ""


def decide(task: str, facts: Facts, rules: Iterable[Rule], praise: str) -> Verdict:
    """Say what the facts mean: the first rule that applies wins.

    Args:
        task: the task's name, such as "01.a".
        facts: what was seen.
        rules: the task's known mistakes, the most telling first.
        praise: format string over the facts, for an answer that no rule objects to.
    """
    for rule in rules:
        if rule.outcome == facts.outcome and rule.when(facts):
            words = (text.format_map(facts) for text in (rule.seen, rule.wanted, rule.next))
            return Verdict(task, rule.code, *words)
    if facts.outcome == "stopped":
        return _stuck(task, facts)
    if facts.outcome == "exited":
        return Verdict(task, "EXITED", facts.how, "an answer that returns", _EXIT_NEXT)
    if facts.error is not None:
        return _error(task, facts.error)
    return Verdict(task, PASS, praise.format_map(facts))


_EXIT_NEXT = "the whole process ended. Take out sys.exit(), os._exit() and quit()."


def _stuck(task: str, facts: Facts) -> Verdict:
    seen = f"stopped after {facts.limit}; at that moment: {facts.where}"
    return Verdict(task, STUCK, seen, "an answer that ends", _STUCK_NEXT)


_STUCK_NEXT = "find what that line waits for, and who could still bring it."


def _error(task: str, error: dict[str, str]) -> Verdict:
    where = f"\nin your line: {error['line']}" if error["line"] else ""
    seen = f"{error['type']}: {error['message']}{where}"
    return Verdict(task, ERROR, seen, "", "mend that line; the check runs again from the start.")
