"""Every stored answer gets exactly the verdict that its cell promises.

`make test` judges one right answer of each task, and of the exercises' codes, a wrong answer of one
in three; `make answers` judges all of them.
"""

import ast
import os
import threading
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from unittest import mock

import pytest

from helpers.grading.registry import find, known, letters, solution_of
from tests.grading.answers import (
    StoredAnswer,
    parsing_in_turn,
    some_answers,
    stored_answers,
    verdict_on,
)

ANSWERS = list(stored_answers())
JUDGED = ANSWERS if os.environ.get("COURSE_ALL_ANSWERS") == "1" else some_answers()
TASKS = sorted({(answer.exercise, answer.letter) for answer in ANSWERS})


@pytest.fixture(scope="module")
def verdicts(request):
    """The verdicts that are asked for, all on their way: an answer that hangs holds up no other."""
    calls = [getattr(item, "callspec", None) for item in request.session.items]
    chosen = dict.fromkeys(
        call.params["answer"] for call in calls if call and "answer" in call.params
    )
    with parsing_in_turn(), ThreadPoolExecutor(4) as pool:
        yield {answer: pool.submit(verdict_on, answer) for answer in JUDGED if answer in chosen}


@pytest.mark.parametrize("answer", JUDGED, ids=lambda a: f"{a.exercise}/{a.letter}/{a.name}")
def test_verdict(answer: StoredAnswer, verdicts: dict[StoredAnswer, Future]):
    verdict = verdicts[answer].result()
    assert verdict.code == answer.expected, f"\n{verdict}"


@pytest.mark.parametrize("answer", JUDGED, ids=lambda a: f"{a.exercise}/{a.letter}/{a.name}")
def test_report_is_short(answer: StoredAnswer, verdicts: dict[StoredAnswer, Future]):
    lines = str(verdicts[answer].result()).splitlines()
    assert len(lines) <= 13
    assert max(map(len, lines)) <= 100
    assert not any("helpers/" in line for line in lines)


@pytest.mark.parametrize(("exercise", "letter"), TASKS)
def test_each_task_has_enough_answers(exercise, letter):
    names = [a.name for a in ANSWERS if (a.exercise, a.letter) == (exercise, letter)]
    kinds = Counter(name.split(":")[0].split()[0] for name in names)
    assert kinds["right"] >= 2
    assert kinds["wrong"] >= 6


@pytest.mark.parametrize(("exercise", "letter"), TASKS)
def test_each_code_has_a_wrong_answer(exercise, letter):
    answered = {a.expected for a in ANSWERS if (a.exercise, a.letter) == (exercise, letter)}
    own = {rule.code for rule in find(exercise, letter).rules if not rule.general}
    assert own <= answered


@pytest.mark.parametrize(("exercise", "letter"), TASKS)
def test_no_hint_holds_a_line_of_the_solution(exercise, letter):
    lines = {line.strip() for line in solution_of(exercise, letter).splitlines()}
    long_lines = {line for line in lines if len(line) > 25}
    hints = [hint for rule in find(exercise, letter).rules for hint in rule.hints]
    assert not [(hint, line) for hint in hints for line in long_lines if line in hint]


def test_every_task_of_an_exercise_notebook_is_answered():
    tasks = {(name, letter) for name in known() for letter in letters(name)}
    assert tasks == set(TASKS)


def test_threads_that_judge_at_once_parse_in_turn():
    inside = threading.Lock()

    def parse(source):
        assert inside.acquire(blocking=False), "two threads parse at once"
        threading.Event().wait(0.001)  # lets the other threads come
        inside.release()
        return source

    with mock.patch("ast.parse", parse), parsing_in_turn(), ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ast.parse, "abcdefgh")) == list("abcdefgh")
