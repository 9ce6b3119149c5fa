"""A learner solves the first task of each later exercise in JupyterLab, wrong first, then right."""

import pytest

from helpers.grading.registry import known, solution_of
from helpers.places import exercise_file
from tests.browser.lab import Lab, chromium, copied_course, served
from tests.grading.answers import stored_answers

LATER = [name for name in known() if name >= "09"]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the course."""
    folder = copied_course(tmp_path_factory.mktemp("clone"))
    with served(folder) as address, chromium() as page:
        yield Lab(page, address)


@pytest.mark.parametrize("exercise", LATER)
def test_its_first_task_wrong_then_right(lab, exercise):
    path = f"exercises/{exercise_file(exercise)}"
    lab.open(path)
    lab.run_all(path, 120)
    right = solution_of(exercise, "a")
    begins = right.partition("(")[0]
    wrong = next(
        answer
        for answer in stored_answers()
        if answer[:2] == (exercise, "a") and answer.expected != "PASS" and begins in answer.source
    )
    said = lab.answer("a", begins, wrong.source, wrong.expected)
    assert "next" in said and "Traceback" not in said
    lab.screenshot(f"{exercise[:2]}-a-wrong")
    said = lab.answer("a", begins, right, "PASS")
    assert f"✓ {exercise[:2]}.a" in said
