"""What is taken from a notebook's cells, and what is left behind."""

import asyncio

import pytest

from helpers.grading.attempt import CannotTake, take, take_from_kernel


def test_the_newest_definition_counts():
    cells = ["def f():\n    return 1", "def g(): ...", "def f():\n    return 2"]
    assert take(cells, "f").source == "def f():\n    return 2"


def test_names_are_followed_through_other_cells():
    cells = ["import math", "LIMIT = 3", "def area(r):\n    return math.pi * r", "unused = 1"]
    cells += ["def f(r):\n    return area(r) < LIMIT"]
    source = take(cells, "f").source
    assert source.startswith("import math\n\nLIMIT = 3\n\ndef area")
    assert "unused" not in source


def test_calls_and_awaits_at_top_level_are_left_out():
    cells = ["print(f())\nf()", "value = await f()", "async def f():\n    return value"]
    assert take(cells, "f").source == "async def f():\n    return value"


def test_an_assignment_that_the_answer_needs_is_taken():
    cells = ["from itertools import count\nnumbers = count()", "def f():\n    return next(numbers)"]
    assert "numbers = count()" in take(cells, "f").source


def test_decorators_and_comments_stay():
    cell = "import functools\n\n@functools.cache\ndef f():\n    # one\n    return 1"
    assert take([cell], "f").source == cell


def test_base_classes_are_followed():
    cells = ["class A:\n    x = 1", "class B(A):\n    pass"]
    assert take(cells, "B").source == "class A:\n    x = 1\n\nclass B(A):\n    pass"


def test_a_cell_with_a_syntax_error_defines_nothing():
    assert take(["def f(:", "def f():\n    return 1"], "f").source == "def f():\n    return 1"


@pytest.mark.parametrize(
    ("source", "untouched"),
    [
        ("def f():\n    ...", True),
        ('def f():\n    """Say."""\n    ...', True),
        ("def f():\n    ...\n    return 1", False),
        ("class A:\n    def f(self):\n        ...\n    def g(self):\n        return 1", True),
        ("class A:\n    def f(self):\n        return ...", False),
    ],
)
def test_a_stub_is_no_attempt(source, untouched):
    name = source.split()[1].split("(")[0].rstrip(":")
    assert take([source], name).untouched is untouched


def test_an_unknown_name_is_said():
    with pytest.raises(CannotTake, match="no cell defines f"):
        take(["f = 3"], "f")


async def coroutine_function():
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3, r"got a result \(int\); pass the function itself"),
        (None, r"got a result \(NoneType\)"),
        (lambda: 1, "got a lambda; give it a name"),
        (coroutine_function(), "got a coroutine; pass the function, without brackets"),
    ],
)
def test_what_is_no_answer_is_said(answer, words):
    with pytest.raises(CannotTake, match=words):
        take_from_kernel(answer)
