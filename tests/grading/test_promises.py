"""Every promise of a statement has a rule, and every rule a promise; every fact has its name right.

A rule names its promise by words of the statement, so that no demand is hidden.
"""

import ast
import builtins
import importlib
import inspect
import string
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from helpers.grading.answer import Answer
from helpers.grading.general import GENERAL
from helpers.grading.kit import Trial
from helpers.grading.registry import TASKS, find, known, letters
from helpers.grading.schedules import NAMES
from helpers.grading.verdict import Rule
from tests.grading.statements import promises_of

ALL = [(exercise, letter) for exercise in known() for letter in letters(exercise)]
OF_VALUES = {name for kind in (str, dict, list, float) for name in dir(kind)}
OF_THE_WHOLE = {"name", "error", "bad", "stack", "where"}


def rules_of(exercise: str, letter: str) -> list[Rule]:
    return [rule for rule in find(exercise, letter).rules if rule not in GENERAL]


@pytest.mark.parametrize(("exercise", "letter"), ALL)
def test_a_rule_enforces_a_promise_in_the_statements_words(exercise, letter):
    promises = promises_of(exercise, letter)
    words = {rule.code: rule.promise for rule in rules_of(exercise, letter)}
    hidden = {code: said for code, said in words.items() if not any(said in p for p in promises)}
    assert promises and all(words.values()) and hidden == {}


@pytest.mark.parametrize(("exercise", "letter"), ALL)
def test_a_promise_has_a_rule(exercise, letter):
    rules = rules_of(exercise, letter)
    idle = [p for p in promises_of(exercise, letter) if not any(r.promise in p for r in rules)]
    assert idle == []


def standard_facts() -> set[str]:
    """The names of the facts that each trial has."""

    def nothing(run) -> None:
        run.note(wanted=None, to_ask=[])

    facts = next(Trial(nothing, way="script").facts(Answer("f", "def f(): pass")))
    calls = {"what", "args", "start", "end", "how", "thread", "task", "line", "on_loop"}
    calls |= {"tasks", "threads", "executors", "loops", "sockets", "processes"}  # of `left`
    calls |= {"raised", "polls", "program", "cancelled_at", "type", "message", "inner"}
    return {*facts, *NAMES, *calls}


STANDARD = standard_facts()


def noted_in(exercise: str, letter: str) -> set[str]:
    """The names that a check, or what its subject shares, gives to `note`."""
    files = [path for path in (TASKS / exercise).glob("*.py") if len(path.stem) > 1]
    files.append(TASKS / exercise / f"{letter}.py")
    calls = [n for f in files for n in ast.walk(parsed(f)) if isinstance(n, ast.Call)]
    notes = [call for call in calls if name_of(call.func) in ("note", "dict")]
    return {keyword.arg for call in notes for keyword in call.keywords if keyword.arg}


def name_of(function: ast.expr) -> str:
    """The last name of what is called: note of run.note(…), dict of dict(…)."""
    return getattr(function, "attr", getattr(function, "id", ""))


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def names_in(function: FunctionType) -> Iterator[str]:
    """The global and attribute names that a rule's condition reads, also in what it calls."""
    yield from names_of(function.__code__)
    for cell in function.__closure__ or ():
        if inspect.isfunction(cell.cell_contents):
            yield from names_in(cell.cell_contents)


def names_of(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_of(constant)


def fields_in(rule: Rule) -> Iterator[str]:
    """The names in its words' placeholders: race and took of {race.took}."""
    for text in (rule.seen, rule.wanted, rule.next):
        for _, field, *_ in string.Formatter().parse(text):
            yield from (field or "").replace("[", ".").replace("]", "").split(".") if field else ()


@pytest.mark.parametrize(("exercise", "letter"), ALL)
def test_rules_spell_their_facts_right(exercise, letter):
    module = importlib.import_module(f"helpers.tasks.{exercise}.{letter}")
    trials = {n for n, v in vars(module).items() if hasattr(v, "facts") or inspect.isfunction(v)}
    groups = [each for each in vars(module).values() if isinstance(each, tuple)]
    trials |= {each.name for group in groups for each in group if hasattr(each, "facts")}
    known_names = STANDARD | noted_in(exercise, letter) | trials | OF_THE_WHOLE
    wrong = {}
    for rule in rules_of(exercise, letter):
        code = {n for n in names_in(rule.when) if n not in {*vars(module), *dir(builtins)}}
        fields = {name for name in fields_in(rule) if not name.isdigit()}
        if strange := (code | fields) - known_names - OF_VALUES - {"_mistake"}:
            wrong[rule.code] = strange
    assert wrong == {}


def test_a_misspelt_fact_is_found():
    rule = Rule("X", lambda f: f.race.tok > 1, "{race.tokk}", "", "", ("", "", ""))
    assert {"race", "tok"} == set(names_in(rule.when))
    assert {"race", "tokk"} == set(fields_in(rule))
    assert not {"tok", "tokk"} & STANDARD
