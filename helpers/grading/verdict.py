"""Turns facts into a verdict and a verdict into words. Pure: nothing here runs the answer."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from helpers.grading.engine_mistakes import HINTS, NEST_ASYNCIO, hints_on_stuck

__all__ = [
    "ERROR",
    "GRADER_FAULT",
    "NOT_ATTEMPTED",
    "PASS",
    "STUCK",
    "TAMPERED",
    "Facts",
    "Rule",
    "Verdict",
    "decide",
]

PASS, NOT_ATTEMPTED, ERROR, STUCK = "PASS", "NOT_ATTEMPTED", "ERROR", "STUCK"
GRADER_FAULT, TAMPERED = "GRADER_FAULT", "TAMPERED"
SYMBOLS = {PASS: "✓", NOT_ATTEMPTED: "○", GRADER_FAULT: "?"}
WIDTH = 92  # characters a line may have: so many fit beside the outline on a small screen
# Most lines of each; with the title, 13.
ROWS = {"seen": 5, "you": 1, "wanted": 2, "next": 3, "picture": 1}
DRAWS = {
    "timeline": "draws what ran when",
    "schedule": "shows the order that goes wrong",
    "deadlock": "draws who waits for whom",
}


class NotSeen(Exception):
    """A rule asked for a fact that was not gathered, since the answer's error came before."""


class Facts(dict):
    """What was seen while the answer ran; `facts.x` is None where nothing of that name was seen.

    `facts.outcome` says how the run ended: "returned", "raised", "exited", "stopped"; or "refused"
    if the answer was not run.
    """

    __getattr__ = dict.get


class Seen:
    """A dict of facts as a rule reads it, `f.race.took`; one that was not seen ends the rule."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._facts = facts

    def __getattr__(self, name: str) -> Any:
        if name not in self._facts:
            raise NotSeen(name)
        value = self._facts[name]
        return Seen(value) if isinstance(value, dict) else value

    __getitem__ = __getattr__

    def __bool__(self) -> bool:
        return bool(self._facts)

    def __repr__(self) -> str:
        return repr(self._facts)  # words show a fact that is a dict as the dict


class Round(Seen):
    """The facts of a check's trials, each in the round of this number (its last, if it has fewer).

    `run` holds the facts of the last trial that was read, of those with a picture.
    """

    def __init__(self, facts: Facts, number: int) -> None:
        rounds = facts.get("rounds", {})
        trials = {name: runs[min(number, len(runs) - 1)] for name, runs in rounds.items() if runs}
        super().__init__({**facts, **trials})
        self.run: dict[str, Any] | None = None

    def __getattr__(self, name: str) -> Any:
        value = super().__getattr__(name)
        if isinstance(value, Seen) and "trace" in value._facts:
            self.run = value._facts
        return value

    __getitem__ = __getattr__


def rounds_of(facts: Facts) -> Iterator[Any]:
    """Yield the facts as rules look at them: once for each round of the trial with most rounds."""
    for number in range(max(map(len, facts.get("rounds", {}).values()), default=1)):
        yield Round(facts, number)


@dataclass(frozen=True)
class Rule:
    """One mistake: when the facts show it, what to say, and three hints from concept to code.

    `seen`, `wanted` and `next` are format strings over the facts. `outcome` is how the run must
    have ended for the rule to apply. `promise` holds the words of the statement that it enforces; a
    `general` rule, of any task, enforces none, and comes after all others.
    """

    code: str
    when: Callable[[Any], Any]
    seen: str
    wanted: str
    next: str
    hints: tuple[str, str, str]
    outcome: str = "returned"
    promise: str = ""
    general: bool = False

    def verdict(self, task: str, seen: Any) -> Verdict | None:
        """Return its verdict on `task`, if one round of the facts shows the mistake."""
        try:
            if not self.when(seen):
                return None
            said = [text.format_map(seen) for text in (self.seen, self.wanted, self.next)]
        except NotSeen:  # by the condition, or by the words
            return None
        words = (text.replace("ex.x.", f"ex.{task[-1]}.") for text in said)
        return Verdict(task, self.code, *words, trace=seen.run and seen.run["trace"])


@dataclass(frozen=True)
class Verdict:
    """What `check` says: a code, and up to four lines of words.

    `you` says what the learner predicted, `trace` is what can be drawn of the run that the words
    tell of; they make no other verdict. `hints` are those on a mistake that no rule tells of.
    """

    task: str
    code: str
    seen: str = ""
    wanted: str = ""
    next: str = ""
    you: str = field(default="", compare=False)
    trace: dict[str, Any] | None = field(default=None, compare=False)
    hints: tuple[str, ...] = field(default=(), compare=False)

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
        return [(label, words) for label in ROWS if (words := getattr(self, label))]

    @property
    def picture(self) -> str:
        """What `trace` draws of a mistake, unless the words before it have said so."""
        draws = DRAWS.get((self.trace or {}).get("kind", ""), "")
        if not draws or not self.is_mistake or ".trace()" in self.seen + self.next:
            return ""
        return f"ex.{self.task[-1]}.trace() {draws}"

    @property
    def title(self) -> str:
        return f"{SYMBOLS.get(self.code, '✗')} {self.task}  {self.code}"

    def __str__(self) -> str:
        rows = []
        for label, words in self.lines:
            first, *others = _wrap(words, ROWS[label])
            rows += [f"  {label:<8}{first}", *(f"{'':10}{row}" for row in others)]
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


def _wrap(words: str, limit: int) -> list[str]:
    """Return the rows of a text, at least one and at most `limit`."""
    import textwrap

    rows = [
        row
        for paragraph in words.splitlines()
        for row in textwrap.wrap(paragraph, WIDTH - 10) or [""]
    ] or [""]
    if len(rows) > limit:
        rows = [*rows[: limit - 1], f"{rows[limit - 1][: WIDTH - 12]} …"]
    return rows


def decide(task: str, facts: Facts, rules: Iterable[Rule], praise: str) -> Verdict:
    """Say what the facts mean: the first of the task's rules that applies wins.

    `praise` is a format string over the facts, for an answer that no rule objects to.
    """
    if facts.outcome == "refused" and facts.nests:
        return _nested(task, facts.nests)
    if facts.tampered and not facts.by_library:
        return _tampered(task, facts)
    if facts.fault and not facts.tampered:
        return _fault(task, facts.fault)
    try:
        verdict = _by_rules(task, facts, rules, praise)
    except Exception as error:  # facts that the task's author did not think of
        verdict = _fault(task, f"{type(error).__name__}: {error}")
    if facts.tampered and (verdict.passed or verdict.code == GRADER_FAULT):
        return _tampered(task, facts)
    return verdict if verdict.trace else replace(verdict, trace=_trace_of(facts))


def _trace_of(facts: Facts) -> dict[str, Any] | None:
    """Return the picture of the run that went wrong, or of the first one."""
    runs = [facts.get("bad"), *(each for runs in facts.get("rounds", {}).values() for each in runs)]
    pictures = (run.get("trace") for run in (facts, *filter(None, runs)))
    return next(filter(None, pictures), None)


def _by_rules(task: str, facts: Facts, rules: Iterable[Rule], praise: str) -> Verdict:
    if found := _first_mistake(task, facts, rules):
        return found
    if facts.outcome == "stopped":
        return _stuck(task, facts)
    if facts.outcome == "exited":
        words = (facts.how, "an answer that returns", _EXIT_NEXT)
        return Verdict(task, "EXITED", *words, hints=HINTS["EXITED"])
    if facts.error is not None:
        return _error(task, facts.error)
    if facts.outcome != "returned":
        return _fault(task, f"the run ended as {facts.outcome!r}")
    first = next(rounds_of(facts), facts)
    return Verdict(task, PASS, praise.format_map(first))


def _first_mistake(task: str, facts: Facts, rules: Iterable[Rule]) -> Verdict | None:
    """Return the verdict of the first rule that applies in the first round in which one does."""
    fitting = [rule for rule in rules if rule.outcome == facts.outcome]
    for general in (False, True):
        for seen in rounds_of(facts):
            for rule in fitting:
                if rule.general == general and (verdict := rule.verdict(task, seen)):
                    return verdict
    return None


def _fault(task: str, why: str) -> Verdict:
    seen = f"the check itself failed ({why[:300]}); your answer was not judged."
    return Verdict(task, GRADER_FAULT, seen, next="run it again; if it stays, report it.")


def _tampered(task: str, facts: Facts) -> Verdict:
    wanted = "an answer that leaves Python and the check as they are"
    words = ("\n".join(facts.tampered[:2]), wanted, _TAMPERED_NEXT)
    return Verdict(task, TAMPERED, *words, hints=HINTS[TAMPERED])


def _nested(task: str, line: str) -> Verdict:
    seen = f"nest_asyncio changes asyncio itself, for the whole notebook\nin your line: {line}"
    wanted = "an answer that works without changing asyncio itself"
    return Verdict(task, NEST_ASYNCIO, seen, wanted, _NESTED_NEXT, hints=HINTS[NEST_ASYNCIO])


_NESTED_NEXT = (
    "take that line out, restart the kernel (only that undoes it), run the cells above again, "
    "and see which call fails now: that is the one to solve."
)


_TAMPERED_NEXT = (
    "take that out: others rely on it, and the check can no longer tell what your own code did."
)
_EXIT_NEXT = "the whole process ended. Take out sys.exit(), os._exit() and quit()."


def _stuck(task: str, facts: Facts) -> Verdict:
    seen = f"stopped after {facts.limit}"
    if facts.where:
        seen += f"; at that moment: {facts.where}"
    next_step = _STUCK_NEXT.get(facts.by, "find what that line waits for, and who could bring it.")
    hints = hints_on_stuck(facts.by)
    return Verdict(task, STUCK, seen, "an answer that ends", next_step, hints=hints)


_STUCK_NEXT = {
    "cpu": "find why the loop at that line never ends.",
    "memory": "find what grows without end.",
    "threads": "find what starts threads without end; a pool keeps them few.",
    "processes": "find what starts processes without end.",
    "output": "find what prints without end.",
}


def _error(task: str, error: dict[str, str]) -> Verdict:
    where, next_step = _place_of(error["line"], error.get("given", ""))
    seen = f"{error['type']}: {error['message']}{where}"
    return Verdict(task, ERROR, seen, "", next_step, hints=HINTS[ERROR])


def _place_of(line: str, given: str) -> tuple[str, str]:
    """Say whose line raised an error, and what to do next."""
    if given and line != given:
        where = f"\nin the exercise's line: {given}\nreached from your line: {line}"
        return where, "find out what your line did that made the exercise's line raise this."
    if given:
        where = f"\nin the exercise's line: {given}"
        return where, "find out why that line raises this: what did your code give to it?"
    if line:
        return f"\nin your line: {line}", "find out why that line raises this."
    return "", "find out where your code brings this about."
