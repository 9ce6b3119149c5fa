"""No mutant of a solution passes, unless it is listed as a right answer with its reason.

`make test` judges, of one solution in three, some mutants and those that are listed; `make answers`
judges all mutants of all solutions.
"""

import ast
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.grading.answers import equivalent, parsing_in_turn, stored_answers, verdict_on
from tests.grading.mutants import mutants_of, mutated

SOME = 3
ALL = os.environ.get("COURSE_ALL_ANSWERS") == "1"
TASKS = sorted({(answer.exercise, answer.letter) for answer in stored_answers()})
TASKS = TASKS[:: 1 if ALL else 3]


@pytest.fixture(scope="module")
def verdicts():
    """All verdicts on their way at once, by task."""
    with parsing_in_turn(), ThreadPoolExecutor(6) as pool:
        yield {
            task: {m.name: pool.submit(verdict_on, m.answer) for m in chosen(*task)}
            for task in TASKS
        }


def chosen(exercise, letter):
    """Return all mutants of a task, or some from all over its solution, with those listed."""
    mutants = list(mutants_of(exercise, letter))
    if ALL:
        return mutants
    some = mutants[:: max(1, len(mutants) // SOME)]
    return [m for m in mutants if m in some or m.name in equivalent(exercise, letter)]


# Solutions of one statement, in which little can be changed; every other task has at least 3.
FEW = {
    ("05_threads_and_the_gil", "d"): 1,
    ("06_races_and_locks", "a"): 1,
    ("13_nested_loops", "a"): 1,
}


@pytest.mark.parametrize(("exercise", "letter"), TASKS)
def test_mutants_that_pass_are_listed(exercise, letter, verdicts):
    passed = {n for n, f in verdicts[exercise, letter].items() if f.result().passed}
    assert passed == set(equivalent(exercise, letter))


@pytest.mark.parametrize(("exercise", "letter"), TASKS)
def test_mutants_are_no_fault_of_the_grader(exercise, letter, verdicts):
    found = [f.result() for f in verdicts[exercise, letter].values()]
    assert len(found) >= FEW.get((exercise, letter), 3)
    assert [verdict for verdict in found if verdict.code == "GRADER_FAULT"] == []


@pytest.mark.parametrize(
    ("slip", "source", "expected"),
    [
        ("await dropped", "async def f(): await g()", "g()"),
        ("with dropped", "with Pool() as p: p.x()", "p = Pool()\np.x()"),
        ("lock made per call", "with self.lock: x", "with __import__('threading').Lock():"),
        ("one after the other", "async def f(): await gather(a, b)", "[await a, await b]"),
        ("one after the other", "async def f(): await gather(*c)", "[*[await item for item in c]]"),
        ("error swallowed", "try: x\nexcept C:\n    y\n    raise", "except C:\n    pass"),
        ("finally dropped", "try:\n    x\nfinally:\n    y", "x"),
        ("called on this thread", "to_thread(f, x, y=1)", "f(x, y=1)"),
        ("called on this thread", "loop.run_in_executor(None, f, x)", "f(x)"),
        ("other method", "loop.call_soon_threadsafe(f)", "loop.call_soon(f)"),
        ("statement dropped", "thread.join()", "pass"),
    ],
)
def test_slips(slip, source, expected):
    found = [tree for name, tree in mutated(ast.parse(source), source) if name.startswith(slip)]
    texts = [ast.unparse(ast.fix_missing_locations(tree)) for tree in found]
    assert any(expected in text for text in texts), texts
