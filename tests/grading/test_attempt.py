"""What is taken from a notebook's cells, and what is left behind."""

import asyncio
import functools

import pytest

from helpers.grading.attempt import CannotTake, asked_of, take, take_from_kernel


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
    cells = ["print(f())\nf()", "value = await f()", "async def f(value):\n    return value"]
    assert take(cells, "f").source == cells[2]


def test_an_assignment_that_the_answer_needs_is_taken():
    cells = ["from itertools import count\nnumbers = count()", "def f():\n    return next(numbers)"]
    assert "numbers = count()" in take(cells, "f").source


def test_decorators_and_comments_stay():
    cell = "import functools\n\n@functools.cache\ndef f():\n    # one\n    return 1"
    assert take([cell], "f").source == cell


def test_base_classes_are_followed():
    cells = ["class A:\n    x = 1", "class B(A):\n    pass"]
    assert take(cells, "B").source == "class A:\n    x = 1\n\nclass B(A):\n    pass"


def test_the_set_up_cell_is_no_part_of_an_answer():
    cells = ["from helpers.grading import load\nex = load('x')", "def f(load):\n    return load()"]
    assert take(cells, "f").source == "def f(load):\n    return load()"


def test_a_cell_with_a_syntax_error_defines_nothing():
    assert take(["def f(:", "def f():\n    return 1"], "f").source == "def f():\n    return 1"


@pytest.mark.parametrize(
    ("source", "untouched"),
    [
        ("def f():\n    ...", "f"),
        ('def f():\n    """Say."""\n    ...', "f"),
        ("def f(): ...", "f"),
        ("def f():\n    ...\n    return 1", ""),
        ("def f():\n    pass", ""),
        ('def f():\n    """Say."""', ""),
        ("def f():\n    'x', ...", ""),
        ("class A:\n    def f(self):\n        ...\n    def g(self):\n        return 1", "A.f"),
        ('class A:\n    def f(self):\n        """Called when it ends."""', ""),
        ("class A:\n    def f(self):\n        return ...", ""),
        ("class A:\n    ...", "A"),
        ("class A(Exception):\n    pass", ""),
    ],
)
def test_a_stub_is_no_attempt(source, untouched):
    name = source.split()[1].split("(")[0].rstrip(":")
    assert take([source], name).untouched == untouched


WORKER = """
class Worker:
    def __init__(self, job):
        self.job = job

    def stop(self):
        {stop}

    def on_stop(self):
        {on_stop}
"""


@pytest.mark.parametrize(
    ("stop", "on_stop", "untouched"),
    [
        ("...", "...", "Worker.stop"),
        ("...", "return 1", "Worker.stop"),
        ("self.on_stop()", "...", ""),  # the learner's own method, of a kind to be overridden
        ("self.on_stop()", '"""Called when it ends."""', ""),
        ("def ignore(): ...\n        self.job(ignore)", "pass", ""),
        ("pass", "...", ""),
    ],
)
def test_only_what_the_exercise_gave_as_a_stub_counts(stop, on_stop, untouched):
    cell = WORKER.format(stop=stop, on_stop=on_stop)
    assert take([cell], "Worker", asked={"stop"}).untouched == untouched


@pytest.mark.parametrize(
    "helper",
    [
        "class Source(Protocol):\n    def read(self) -> str: ...",
        "class Source(ABC):\n    @abstractmethod\n    def read(self): ...",
    ],
)
def test_a_helper_without_bodies_is_part_of_an_answer(helper):
    cells = ["from abc import ABC, abstractmethod\nfrom typing import Protocol", helper]
    cells += ["class Worker:\n    def stop(self, source: Source):\n        return 1"]
    taken = take(cells, "Worker", asked={"stop"})
    assert (taken.untouched, helper in taken.source) == ("", True)


def test_the_exercises_tell_what_is_asked():
    assert asked_of("01_event_loops", "a") == {""}
    assert asked_of("01_event_loops", "b") == {"call_later"}
    assert asked_of("05_threads_and_the_gil", "b") == {"__init__", "start", "stop"}
    assert asked_of("06_races_and_locks", "b") == {""}


def test_an_unknown_name_is_said():
    with pytest.raises(CannotTake, match="no cell defines f"):
        take(["f = 3"], "f")


def test_a_base_class_whose_cell_was_run_again_comes_first():
    cells = ["class B(A):\n    pass", "class A:\n    x = 1"]
    assert take(cells, "B").source == "class A:\n    x = 1\n\nclass B(A):\n    pass"


def test_functions_that_call_each_other_keep_their_order():
    cells = ["def f():\n    return g()", "def g():\n    return f()"]
    assert take(cells, "f").source == "\n\n".join(cells)


def test_two_statements_on_one_line_are_told_apart():
    cell = "Ö = 'ä'; K = Ö; L = 2\n\ndef f():\n    return K"
    assert take([cell], "f").source == "Ö = 'ä'\n\nK = Ö\n\ndef f():\n    return K"


def test_closures_classes_and_decorators_bring_what_they_use():
    cells = ["N = 2", "def times(n):\n    def wrap(f):\n        return lambda: n * f()", "J = 1"]
    cells += ["class Shop:\n    size = N", "@times(N)\ndef f(s=Shop):\n    return s().size"]
    source = take(cells, "f").source
    assert source == "\n\n".join([cells[0], cells[1], *cells[3:]])


def test_an_import_in_a_try_is_taken_and_a_call_in_one_is_not():
    cells = ["try:\n    import uvloop\nexcept ImportError:\n    uvloop = None"]
    cells += ["try:\n    x = 1\n    launch()\nexcept ImportError:\n    pass"]
    cells += ["def f(x):\n    return uvloop, x", "def g():\n    return x"]
    assert take(cells, "f").source == f"{cells[0]}\n\n{cells[2]}"
    with pytest.raises(CannotTake, match="g reads x, which the notebook has from\ntry:"):
        take(cells, "g")


def test_a_constant_of_a_cell_that_failed_is_not_taken():
    cells = ["LIMIT = 1", "1 / 0\nLIMIT = 2", "def f():\n    return LIMIT"]
    assert take(cells, "f", {"LIMIT": 1}).source == f"LIMIT = 1\n\n{cells[2]}"
    assert take(cells, "f", {"LIMIT": 2}).source == f"LIMIT = 2\n\n{cells[2]}"


class Shop:
    def open(self):
        return True


async def coroutine_function():
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3, r"got a result \(int\); pass the function itself"),
        (None, r"got a result \(NoneType\)"),
        (lambda: 1, "got a lambda; give it a name"),
        (functools.partial(int, base=2), "functools.partial; write a function with `def`"),
        (Shop().open, "the method open of one object; pass the class, or a function"),
        (print, "print, which has no Python source"),
        ([lambda: None][-1], "got a lambda; give it a name"),
        (type("Made", (), {}), "the source of Made cannot be found|no cell defines Made"),
        (coroutine_function(), "got a coroutine; pass the function, without brackets"),
    ],
)
def test_what_is_no_answer_is_said(answer, words):
    with pytest.raises(CannotTake, match=words):
        take_from_kernel(answer)
