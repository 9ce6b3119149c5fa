"""The words of a text in a form in which those that mean the same are the same."""

import re

from helpers.error_index.entries import ANY

__all__ = ["stem_list", "stems"]

DIFFERS = re.compile(r"<[^<>]*>|\b0x[0-9a-f]+\b|\d+|" + ANY, re.IGNORECASE)
ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")
AS_ONE = [
    (re.compile(said), meant)
    for said, meant in (
        ("nest_asyncio", "nestasyncio"),  # has nothing to do with nests
        (r"\bno (current|running)\b", r"no\1"),  # "no" says nothing elsewhere, and here the most
        (r"\btim(?:e|ed|es|ing)[ -]?outs?\b|\btime[ -]limits?\b", "timeout"),
        (r"\bctrl[ +-]?c\b", "ctrl"),
        (r"\bdead[ -]locks?\b", "deadlock"),
    )
]
WORD = re.compile(r"[^\W\d_]+")
SAYS_NOTHING = frozenset(
    """
    a about am an and any are as at be been but by can could did do does doesn doesnt don dont for
    get give good had has have he hello help hi how however i if in into is isn isnt it its just
    like me my no of on one or our please seem she should so some sure t than thanks that the their
    them then there these they this those to trying us use using want was we were what when where
    which while who why will with would you your
    """.split()
)
SAME = {
    word: first
    for first, *others in map(
        str.split,
        (
            "end exit finish quit terminat",
            "hang freez frozen stall stuck unresponsiv",
            "other another separat",
            "pool executor threadpool threadpoolexecutor",
            "thread multithread",
            "ctrl keyboardinterrupt sigint interrupt",
            "jupyter notebook ipython colab",
            "window gui ui",
            "late delay",
            "await awaitabl",
            "call invok",
            "parallel concurrent concurrently simultaneou simultaneously",
            "fail crash",
            "lock mutex",
            "error exception",
            "los lost vanish disappear swallow silent silently",
            "stop kill abort",
            "function func method",
            "limit max maximum restrict",
            "several many multipl",
            "comput calculat calculation computation cpu",
            "endpoint rout",
            "async asynchronou asynchronously",
            "sync synchronou synchronously",
            "run execut",
        ),
    )
    for word in others
}


def stems(text: str) -> frozenset[str]:
    """The words of a text that say something, each once."""
    return frozenset(stem_list(text))


def stem_list(text: str) -> list[str]:
    """The words of a text that say something, in small letters and without endings.

    What differs from one error to the next is left out: numbers, addresses, what is in angle
    brackets. Of words that mean the same, the first stands for all.
    """
    before = ""
    while text != before:  # what stands in angle brackets may hold some itself
        before, text = text, DIFFERS.sub(" ", text)
    text = text.lower()
    for said, meant in AS_ONE:
        text = said.sub(meant, text)
    words = (word for word in WORD.findall(text) if word not in SAYS_NOTHING)
    return [SAME.get(stem, stem) for stem in (ENDING.sub("", word) for word in words)]
