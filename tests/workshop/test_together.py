"""What a room solves together on the screen ends as the plan says, state by state."""

import pytest

from helpers.authoring.workshop.plan_pages import plan_page
from helpers.authoring.workshop.plans import Solve, plans
from helpers.authoring.workshop.preparing import tasks_page
from helpers.authoring.workshop.routes import route_of
from helpers.authoring.workshop.slides import slides_of
from helpers.authoring.workshop.speaking import beside_task
from helpers.notebook_files import Course
from tests.grading.answers import StoredAnswer, verdict_on

COURSE = Course()
(PLAN,) = [plan for plan in plans(COURSE) if plan.file == "90_minutes"]
TOGETHER = [task for plan in plans(COURSE) for part in plan.parts for task in part.tasks]
TOGETHER = [task for task in TOGETHER if task.together]


def judged(task: Solve, source: str) -> str:
    """The code of the check for one state of a task's answer."""
    name = task.exercise.name
    return verdict_on(StoredAnswer(name, task.letter, "together", "", source + "\n")).code


@pytest.mark.parametrize("task", TOGETHER, ids=lambda task: task.name)
def test_each_state_that_the_room_writes_gets_the_verdict_that_is_told(task):
    route = route_of(task.name)
    assert len(route) > 1 and route[-1].verdict == "✓"
    assert [judged(task, state.answer) for state in route] == [state.code for state in route]


def test_the_plan_of_90_minutes_has_a_task_that_is_solved_together():
    assert [task.name for part in PLAN.parts for task in part.tasks if task.together] == ["08.a"]


@pytest.mark.parametrize("task", TOGETHER, ids=lambda task: task.name)
def test_plan_notes_and_slides_have_all_states_of_the_answer_in_their_order(task):
    (slide,) = [s for s in slides_of(PLAN) if beside_task(task) in s.notes]
    for text in (tasks_page(COURSE, PLAN), slide.notes):
        first, *others, last = route_of(task.name)
        places = [text.index(f"```python\n{whole.answer}\n```") for whole in (first, last)]
        at, before = places[0], first.answer.splitlines()
        for state in others:
            added = [line for line in state.answer.splitlines() if line not in before]
            at = text.index(f"**{state.do.split()[0]}" if not added else added[0], at)
            assert state.do in text and all(line in text[: places[1]] for line in added)
            before += added
        assert places[0] <= at < places[1]
    told = plan_page(PLAN, "")
    places = [told.index(f"{state.do}: {state.verdict}.") for state in route_of(task.name)]
    assert places == sorted(places)
