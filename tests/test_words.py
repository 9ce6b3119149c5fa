"""The template for translators holds the words of every mistake, once, as gettext writes them."""

import ast
import re

from helpers.authoring.words import template, verdict_words
from helpers.grading import registry

ENTRY = re.compile(r'^msgctxt ("\w+")\nmsgid ((?:".*"\n)+)', re.MULTILINE)


def entries():
    """Return (kind, text) of each entry of the template, as gettext would read it."""
    return [
        (ast.literal_eval(kind), "".join(map(ast.literal_eval, text.splitlines())))
        for kind, text in ENTRY.findall(template())
    ]


def test_the_template_holds_each_text_once():
    found = entries()
    assert len(found) == len(set(found))
    assert set(found) == {(words.kind, words.text) for words in verdict_words()}


def test_every_task_has_words_of_each_kind():
    kinds = {}
    for words in verdict_words():
        kinds.setdefault(words.of[:4], set()).add(words.kind)
    for name in registry.known():
        for letter in registry.letters(name):
            assert kinds[f"{name[:2]}.{letter}"] >= {"seen", "next", "hint", "praise"}
