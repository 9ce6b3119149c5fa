"""What a room solves together on the screen ends as the plan says, line by line."""

import re

from helpers.authoring.workshop.plans import plans
from helpers.notebook_files import Course
from tests.grading.answers import StoredAnswer, verdict_on

NAME = "08_bridging_threads_and_loops"
FIRST = """
def call(coroutine, loop):
    return hopeful_call(coroutine, loop)
"""
OWN_LOOP = """
def call(coroutine, loop):
    if loop_of_this_thread() is loop:
        raise RuntimeError("await the coroutine instead")
    return hopeful_call(coroutine, loop)
"""
CLOSED = """
def call(coroutine, loop):
    if loop_of_this_thread() is loop:
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    return hopeful_call(coroutine, loop)
"""
NOBODY = """
def call(coroutine, loop):
    if loop_of_this_thread() is loop:
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    return hopeful_call(coroutine, loop)
"""
WARNED = """
def call(coroutine, loop):
    if loop_of_this_thread() is loop:
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    if loop_of_this_thread() is not None:
        warnings.warn("the loop of this thread stands still", RuntimeWarning)
    return hopeful_call(coroutine, loop)
"""
STEPS = (FIRST, OWN_LOOP, CLOSED, NOBODY, WARNED)


def told() -> list[str]:
    """The codes that the plan of 90 minutes names, in its order."""
    (plan,) = [plan for plan in plans(Course()) if plan.file == "90_minutes"]
    (task,) = [task for part in plan.parts for task in part.tasks if task.together]
    assert (task.exercise.name, task.letter) == (NAME, "a")
    assert "`return hopeful_call(coroutine, loop)`" in task.why and task.why.endswith("✓.")
    return [*re.findall(r"✗ `(\w+)`", task.why), "PASS"]


def test_each_line_that_the_room_adds_gets_the_verdict_that_the_plan_tells():
    answers = [StoredAnswer(NAME, "a", "together", "", source) for source in STEPS]
    assert [verdict_on(answer).code for answer in answers] == told()
