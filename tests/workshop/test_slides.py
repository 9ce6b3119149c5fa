"""Slides hold a plan's cells and nothing else, load nothing, and hide what people predict."""

import html
import re

import pytest

from helpers.authoring.workshop.lessons import PREDICTION
from helpers.authoring.workshop.mistakes import likely, said_of
from helpers.authoring.workshop.plans import Plan, plans
from helpers.authoring.workshop.routes import route_of
from helpers.authoring.workshop.slides import Slide, slides_of, slides_page
from helpers.authoring.workshop.tasks import answer_of
from helpers.authoring.workshop.written import Written
from helpers.notebook_files import Course

COURSE = Course()
LOADS = re.compile(r"<(?:script|link|iframe)[^>]*(?:src|href)=|@import|url\(")
PICTURES = re.compile(r"<img[^>]* src=\"(?!data:)([^\"]+)\"")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plans(COURSE)[0]


@pytest.fixture(scope="module")
def slides(plan) -> list[Slide]:
    return slides_of(plan)


def test_the_page_loads_nothing_and_its_pictures_are_there(plan):
    page = slides_page(plan)
    assert LOADS.findall(page) == []
    home = COURSE.folder("notebooks") / "workshop"
    assert [src for src in PICTURES.findall(page) if not (home / src).is_file()] == []


def test_each_code_cell_and_each_task_of_the_plan_is_on_a_slide(plan, slides):
    shown = [text for slide in slides for text in slide.sections]
    cells = [part.lesson.cell(i) for part in plan.parts for i in part.ids]
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert sum('<div class=" highlight' in text for text in shown) >= len(code)
    tasks = [task for part in plan.parts for task in part.tasks]
    together = [task for task in tasks if task.together]
    assert sum("Stop and solve" in text for text in shown) == len(tasks) - len(together)
    assert sum("Solve together" in text for text in shown) == len(together) > 0
    for task in tasks:  # under the name that the learners' copy has for it
        assert any(f"{task.exercise.number}_exercise_" in text for text in shown)
    # The plan's own title comes first, and what it leaves out last.
    assert len(plan.parts) + 2 == sum(text.startswith("<h1>") for text in shown)


def test_the_speakers_notes_say_what_the_plan_and_the_lessons_notes_say(plan, slides):
    notes = [slide.notes for slide in slides if slide.notes]
    assert plan.opening in notes[0] and "is judgement" in notes[0]
    shown = [html.unescape(re.sub("<.*?>", "", "".join(slide.sections))) for slide in slides]
    for part, at, latest in plan.timed:
        written = Written.of(part.lesson)
        (first,) = [text for text in notes if part.say in text and part.idea in text]
        assert f"From {at}, at the latest {latest}; show for {part.show_minutes} minutes." in first
        assert part.skip in first and (not part.board or f"{part.board} minutes" in first)
        assert all(any(aside in text for text in notes) for aside in part.asides.values())
        for task in part.tasks:
            told = f"{task.minutes:.0f} minutes{', together on the screen' * bool(task.together)}"
            (beside,) = [text for text in notes if text.startswith(f"{told}. {task.why}")]
            found = likely(COURSE, part.lesson.name, task.letter, 3)
            assert task.together or any(answer_of(COURSE, task) in text for text in shown)
            gone_through = {state.code for state in route_of(task.name) if task.together}
            assert found
            for rule in found:
                listed = f"- `{rule.code}`: " in beside
                assert listed != (rule.code in gone_through) and f"`{rule.code}`" in beside
            assert all(said_of(rule, task.letter)[1] in beside for rule in found)
        for identity in set(part.ids) & written.expected.keys():
            question = part.lesson.cell(identity).source.partition(PREDICTION)[2].split()[0]
            found = [s for s in slides if written.expected[identity] in s.notes]
            assert 1 <= len(found) <= 2, "with the code above it, and with the one that answers"
            assert all(question in " ".join(slide.sections) for slide in found)


def test_the_last_slide_shows_the_room_what_to_go_on_with(plan, slides):
    shown = " ".join(re.sub("<.*?>", "", text) for text in slides[-1].sections)
    assert " ".join(plan.left_out.split()) in " ".join(shown.split())
    assert "write down where your own program waits" in shown


def test_no_slide_leads_on_to_a_cell_that_is_left_out(plan, slides):
    shown = [re.sub("<.*?>", "", " ".join(slide.sections)) for slide in slides]
    for words in ("Here is the same run to step through", "keep them all with the lock"):
        assert any(
            words in c.source for part in plan.parts for c in map(part.lesson.cell, part.ids)
        )
        assert not any(words in text for text in shown)
    for words in ("The mends, for real", "An example of the last row"):  # cells of their own
        assert not any(words in text for text in shown)
    half_a_day = " ".join(text for slide in slides_of(plans(COURSE)[1]) for text in slide.sections)
    assert "Here is the same run to step through" in half_a_day


def test_the_first_slide_names_the_keys(slides):
    *_, keys = slides[0].sections
    assert "Escape" in keys and "s opens your notes" in keys


def test_notes_are_hidden_where_slides_are_shown(plan, slides):
    page = slides_page(plan)
    assert page.count('<aside class="notes">') == sum(bool(slide.notes) for slide in slides)
    assert ".shows .notes { display: none; }" in page


def test_what_is_predicted_and_explained_comes_at_a_key(slides):
    slide, again = (
        s for s in slides if any("How long does this breakfast take?" in t for t in s.sections)
    )
    code, _ = slide.sections  # what is asked about, and the question
    assert slide.later == [False, False] and "await asyncio.sleep(" in re.sub("<.*?>", "", code)
    assert again.later == [False, False, True, True] and slide.notes == again.notes != ""
    assert not any("5.0 s" in text for text in again.sections[:2])
    assert "5.0 s" in again.sections[2] and "Explain." in again.sections[3]


def test_an_output_that_nobody_predicts_is_shown_with_its_cell():
    half_a_day = slides_of(plans(COURSE)[1])
    (slide,) = [
        s for s in half_a_day if any("await main()" in re.sub("<.*?>", "", t) for t in s.sections)
    ]
    assert slide.later == [False] * len(slide.later)
