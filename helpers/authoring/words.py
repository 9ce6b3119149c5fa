"""Collects the words of all verdicts and hints for translators, as a template of gettext (.pot)."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.grading import engine_mistakes, registry
from helpers.grading.general import GENERAL
from helpers.grading.verdict import Rule
from helpers.notebook_files import write_text

__all__ = ["Words", "template", "verdict_words", "write_words"]

HEADER = """# What the checks of the course say. Words in braces are filled in, and stay.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


class Words(NamedTuple):
    """One text that learners read: what it is, the text, and where it comes from.

    kind: "seen", "wanted", "next", "hint" or "praise".
    of: the task and the mistake, "01.a NESTED_RUN". place: the file, below the course's root.
    """

    kind: str
    text: str
    of: str
    place: str


def verdict_words() -> Iterator[Words]:
    """Yield what verdicts and hints say, in the order of the tasks; texts may come again."""
    for name in registry.known():
        for letter in registry.letters(name):
            check, place = registry.find(name, letter), f"helpers/tasks/{name}/{letter}.py"
            task = f"{name[:2]}.{letter}"
            for rule in (rule for rule in check.rules if not rule.general):
                yield from _of_rule(rule, f"{task} {rule.code}", place)
            yield Words("praise", check.praise, f"{task} PASS", place)
    for rule in GENERAL:
        yield from _of_rule(rule, rule.code, "helpers/grading/general.py")
    place = "helpers/grading/engine_mistakes.py"
    of_limits = {f"STUCK {limit}": said for limit, said in engine_mistakes.LIMIT_HINTS.items()}
    for code, hints in {**engine_mistakes.HINTS, **of_limits}.items():
        yield from (Words("hint", hint, code, place) for hint in hints)


def _of_rule(rule: Rule, of: str, place: str) -> Iterator[Words]:
    for kind in ("seen", "wanted", "next"):
        if text := getattr(rule, kind):
            yield Words(kind, text, of, place)
    yield from (Words("hint", hint, of, place) for hint in rule.hints)


def template() -> str:
    """Return the template's text: each text once, with all the mistakes and files that use it."""
    found: dict[tuple[str, str], list[Words]] = {}
    for words in verdict_words():
        found.setdefault((words.kind, words.text), []).append(words)
    return "\n".join([HEADER, *(_entry(*key, uses) for key, uses in found.items())])


def _entry(kind: str, text: str, uses: list[Words]) -> str:
    of = sorted({words.of for words in uses})
    places = sorted({words.place for words in uses})
    lines = [f"#. {', '.join(of)}", *(f"#: {place}" for place in places)]
    lines += ["#, python-brace-format"] if "{" in text else []
    return "\n".join([*lines, f"msgctxt {_quoted(kind)}", f"msgid {_quoted(text)}", 'msgstr ""\n'])


def _quoted(text: str) -> str:
    """Return `text` as gettext writes it: a quoted string, or one for each of several lines."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = [line.replace("\n", "\\n") for line in escaped.splitlines(keepends=True)]
    return "\n".join(f'"{line}"' for line in (lines if len(lines) == 1 else ["", *lines]))


def write_words(path: Path) -> str:
    """Store the template; return what was done."""
    return "written" if write_text(path, template()) else "unchanged"
