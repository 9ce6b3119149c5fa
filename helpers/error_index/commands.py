"""The words of `python -m helpers explain`, and what it says of an error."""

from __future__ import annotations

import argparse
import sys
import textwrap

from helpers.error_index.entries import Entry
from helpers.error_index.search import Found, find
from helpers.error_index.sections import Section, find_sections

__all__ = ["explain", "explain_command"]

SURE = 0.6  # a likeness from which on one entry is explained at once,
AHEAD = 0.1  # if it is by so much more like than the next
MOST = 6  # entries in a list,
MOST_SECTIONS = 4  # and sections of lessons
WIDTH = 88

EXPLAIN = """\
Say what an error means, why it comes, and how to mend it, from the words of its message, from what
you see, or from a question. Without words, it reads what was printed from its input: a whole
traceback will do.
"""
EXPLAIN_USE = """\
real uses: the last line of a traceback; a program that is piped in; a mistake that a check names
  python -m helpers explain "got Future <Future pending> attached to a different loop"
  python import_prices.py 2>&1 | python -m helpers explain
  python -m helpers explain SEQUENTIAL_AWAIT
"""
SEVERAL = "The words fit several entries, the best one first. Ask for one by its name:"
ONE = "One entry may be about that. Ask for it by its name:"
IN_LESSONS = "Sections of the lessons that speak of it:"
NONE = """\
The index of errors has nothing like that.

Try fewer words: the message without names and numbers of your program, as in
  python -m helpers explain "attached to a different loop"
or what you see, in two or three words: "result hangs", "task never starts", "thread does not stop".
All entries stand in notebooks/errors.ipynb. A program that hangs is read by
  python -m helpers hang YOUR_SCRIPT.py"""


def explain_command(words: list[str]) -> int:
    """Explain what `words` name; return 1 if the index has nothing like it."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers explain",
        usage='python -m helpers explain ["words of the error"]',
        description=EXPLAIN,
        epilog=EXPLAIN_USE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if words in (["-h"], ["--help"]) or (not words and sys.stdin.isatty()):
        parser.print_help()
        return 0
    asked = " ".join(words) if words else sys.stdin.read()
    found, read = find(asked), find_sections(asked)
    print(explain(found, read))
    return int(not found and not read)


def explain(found: list[Found], read: list[Section]) -> str:
    """What to say of these entries: one in full if it is meant, else a list of the best.

    A list also names the sections of the lessons that speak of what was asked.
    """
    if not found and not read:
        return NONE
    if found and _is_meant(found):
        return _in_full(found[0].entry)
    lines = []
    if found:
        lines.append(SEVERAL if found[1:] else ONE)
        lines += [f"{each.entry.heading}\n    explain {each.entry.id}" for each in found[:MOST]]
    if read:
        lines += ["", IN_LESSONS] if found else [IN_LESSONS]
        lines += [_place(section.file, section.heading) for section in read[:MOST_SECTIONS]]
    return "\n".join(lines)


def _is_meant(found: list[Found]) -> bool:
    """Whether the best is like enough, and so much more like than the next."""
    best, *others = (each.likeness for each in found)
    return best >= SURE and (not others or best - others[0] >= AHEAD)


def _in_full(entry: Entry) -> str:
    several = any(not words.is_of_every_python for words in entry.words)
    parts = [
        "\n".join(map(str, entry.words)) if several else entry.heading,
        _filled(f"Why. {entry.why}"),
        _filled(f"Mend. {entry.mend}"),
        textwrap.indent(entry.mended, "    "),
    ]
    if entry.places:
        parts.append("Read: " + "\n      ".join(_place(*place) for place in entry.places))
    parts.append(f"To see it happen: notebooks/errors.ipynb, {entry.heading}")
    return "\n\n".join(parts)


def _filled(text: str) -> str:
    """Each paragraph in lines of one width."""
    return "\n\n".join(
        textwrap.fill(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)
        for paragraph in text.split("\n\n")
    )


def _place(file: str, heading: str) -> str:
    return f'notebooks/{file}, "{heading}"' if heading else f"notebooks/{file}"
