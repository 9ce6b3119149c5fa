"""Which names of an answer mean something of the notebook, and which lines are run for them."""

import sys

import pytest

from helpers.grading.attempt import CannotTake, take
from helpers.grading.names import names_of
from helpers.grading.parent import facts_of
from helpers.grading.registry import find
from helpers.grading.verdict import decide

SET_UP = 'from helpers.grading import load\nex = load("01_event_loops")'
SCRATCH = "loop = asyncio.get_running_loop()"

LOCALS = {
    "a with block": "def f(o):\n    with o as ex:\n        return ex",
    "an exception": "def f(o):\n    try: o()\n    except Exception as ex: return ex",
    "a parameter": "def f(ex, *loop):\n    return ex, loop",
    "a loop": "def f(o):\n    for ex, loop in o: print(ex, loop)",
    "a comprehension": "def f(o):\n    return [ex for ex in o], {loop: 1 for loop in o}",
    "a walrus": "def f(o):\n    return (ex := o) and ex",
    "a capture": "def f(o):\n    match o:\n        case {'a': ex, **loop}: return ex, loop",
    "an enclosing function": "def f():\n    ex = 1\n    def g(): return ex\n    return g",
    "nonlocal": "def f(ex):\n    def g():\n        nonlocal ex\n        ex += 1\n    return g",
    "a lambda": "def f():\n    return lambda ex: ex",
    "deleted": "def f():\n    loop = 1\n    del loop",
    "an inner import": "def f():\n    import queue as ex\n    return ex",
    "an inner class": "def f():\n    class ex: pass\n    return ex",
    "an attribute": "def f(o):\n    return o.ex, o.loop(ex=1)",
    "a class's own name": "class f:\n    ex = 1\n    def g(self): return self.ex",
    "a text": "def f():\n    return 'ex', f'loop'",
    "a comprehension in a class": "class f:\n    rows = [ex for ex in (1, 2)]",
    "a comprehension of a constant": "N = [ex for ex in (1, 2)]\n\ndef f():\n    return N",
}


@pytest.mark.parametrize("kind", LOCALS)
def test_a_local_name_is_not_taken_for_one_of_the_notebook(kind):
    cells = [SET_UP, "import asyncio", SCRATCH, LOCALS[kind]]
    assert take(cells, "f").source == LOCALS[kind]


def test_a_helper_of_the_name_of_a_local_is_left_where_it_is():
    cells = ["def step():\n    return 1", "def f(o):\n    step = o()\n    return step"]
    assert take(cells, "f").source == cells[1]


GLOBALS = {
    "a constant": ["LIMIT = 3", "def f():\n    return LIMIT"],
    "a context variable": [
        "import contextvars",
        'name = contextvars.ContextVar("name")',
        "def f():\n    return name.get()",
    ],
    "a lock": ["import threading", "lock = threading.Lock()", "def f():\n    with lock: pass"],
    "a tuple": ["a, (b, *c) = 1, (2, 3)", "def f():\n    return c"],
    "a declared global": ["counter = 0", "def f():\n    global counter\n    counter += 1"],
    "a global that is only set": ["counter = 0", "def f():\n    global counter\n    counter = 1"],
    "a decorator": ["def d(g):\n    return g", "@d\ndef f():\n    return 1"],
    "a default": ["SIZE = 1", "def f(n=SIZE):\n    return n"],
    "a keyword default": ["SIZE = 1", "def f(*, n=SIZE):\n    return n"],
    "an annotation": ["class City: pass", "def f(x: City) -> City:\n    return x"],
    "an annotation that is a string": [
        "class City: pass",
        "class Town: pass",
        "def f(x: 'City') -> 'list[Town]':\n    return x",
    ],
    "a class's body": ["size = 1", "class f:\n    size = size"],
    "a base and a keyword": ["class M(type): pass", "class f(metaclass=M): pass"],
    "a lambda": ["K = 1", "key = lambda x: x + K", "def f():\n    return key(1)"],
    "a comprehension's source": ["N = [1]", "def f():\n    return [N for _ in N]"],
    "two that call each other": ["def f():\n    return g()", "def g():\n    return f()"],
    "itself": ["def f(n):\n    return f(n - 1)"],
    "a value of its own maker": [
        "def table():\n    return [1]",
        "T = table()",
        "def f():\n    return T",
    ],
    "a value in steps": ["T = {}\nT['a'] = 1\nL = 2\nL += 1\n", "def f():\n    return T, L"],
    "star-imports": ["from math import *", "from cmath import *", "def f():\n    return pi"],
    "a call that is only made later": [
        "import asyncio",
        "start = lambda c: asyncio.run(c)",
        "def f(c):\n    return start(c)",
    ],
    "a name for types": [
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:\n    from queue import Queue",
        "def f(q: 'Queue'):\n    return q",
    ],
}


@pytest.mark.parametrize("kind", GLOBALS)
def test_what_an_answer_reads_of_the_notebook_is_taken(kind):
    source = take([SET_UP, *GLOBALS[kind]], "f").source
    kept = [line for line in source.splitlines() if line]
    assert kept == [line for cell in GLOBALS[kind] for line in cell.splitlines() if line]
    exec(compile(source, "<answer>", "exec"), {"__name__": "answer"})


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax is of Python 3.12")
def test_type_aliases_and_type_parameters_are_understood():
    cells = ["class City: pass", "type Many[T] = list[T | City]"]
    cells += ["def f[ex: City](x: Many[ex]) -> ex:\n    return x"]
    assert take([SET_UP, *cells], "f").source == "\n\n".join(cells)


def test_an_import_for_types_hides_no_real_definition():
    cells = ["class City: pass", "from typing import TYPE_CHECKING"]
    cells += ["if TYPE_CHECKING:\n    from cities import City", "def f():\n    return City()"]
    assert take(cells, "f").source == f"{cells[0]}\n\n{cells[3]}"


def test_imports_from_the_future_come_first():
    cells = ["def f(x: Unknown):\n    return x", "from __future__ import annotations"]
    assert take(cells, "f").source == f"{cells[1]}\n\n{cells[0]}"


def test_changes_in_other_cells_are_not_made_again():
    cells = ["L = 2", "L += 1", "def f():\n    return L"]
    assert take(cells, "f").source == f"{cells[0]}\n\n{cells[2]}"


def test_a_name_that_was_made_anew_is_known_again():
    cells = ["import asyncio", SCRATCH, "loop = None", "old = loop", "def f():\n    return old"]
    assert take(cells, "f").source == "loop = None\n\nold = loop\n\ndef f():\n    return old"


LEFT_OUT = {
    "ex": SET_UP.splitlines()[1],
    "load": SET_UP.splitlines()[0],
    "seen": "seen = ex.a.check(f)",
    "again": "again = ex",
    "loop": SCRATCH,
    "task": "task = asyncio.create_task(g())",
    "number": "number = int(input('n'))",
    "value": "value = await g()",
    "files": "files = get_ipython().getoutput('ls')",
    "result": "result = [await g() for _ in range(2)]",
    "thread": "thread = threading.Thread(target=g).start()",
    "city": "for city in CITIES: print(city)",
    "pool": "with ThreadPoolExecutor(1) as pool: pool.submit(g)",
    "n": "print(n := 3)",
    "page": "match g():\n    case {'page': page}: pass",
    "left": "if g(): left = asyncio.run(g())",
    "inner": "inner = queue_of(loop)",
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_only_runs_in_a_cell_is_said_and_not_run(name):
    cells = [SET_UP, "import asyncio", SCRATCH, LEFT_OUT[name], f"def f():\n    return {name}"]
    with pytest.raises(CannotTake) as said:
        take(cells, "f")
    first_line = LEFT_OUT[name].splitlines()[0]
    assert str(said.value).startswith(f"f reads {name}, which the notebook has from\n{first_line}")


def test_the_helper_that_reads_such_a_name_is_named():
    cells = [SCRATCH, "def step():\n    return loop", "def f():\n    return step()"]
    with pytest.raises(CannotTake, match="step reads loop"):
        take(cells, "f")


def test_a_builtin_that_a_cell_has_hidden_is_meant():
    cells = ["sum = await total()", "def f(x):\n    return sum(x)"]
    assert take(cells, "f").source == cells[1]


def test_warnings_of_the_cells_are_not_shown_again(recwarn):
    cells = ["PATTERN = '\\d'", "def f():\n    return PATTERN is 3"]
    assert take(cells, "f").source == "\n\n".join(cells)
    assert not recwarn.list


def test_code_that_python_cannot_read_has_no_names():
    assert names_of("def f(:") == names_of("")


GIVEN = [
    SET_UP,
    "import asyncio\nfrom concurrent.futures import ThreadPoolExecutor",
    SCRATCH,
    "async def temperature(city):\n    return 1",
]
RIGHT = {
    "a pool called ex": """
def report(city):
    with ThreadPoolExecutor(1) as ex:
        return ex.submit(asyncio.run, temperature(city)).result()
""",
    "an error called ex, and a loop": """
def report(city):
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError as ex:
        return asyncio.run(temperature(city))
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city)).result()
""",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_with_such_locals_passes(name):
    check = find("01_event_loops", "a")
    facts = facts_of("01_event_loops", "a", take([*GIVEN, RIGHT[name]], "report"))
    verdict = decide("01.a", facts, check.rules, check.praise)
    assert verdict.passed, verdict
