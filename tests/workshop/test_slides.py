"""Slides hold a plan's cells and nothing else, load nothing, and hide what people predict."""

import re

import pytest

from helpers.authoring.workshop.lessons import PREDICTION
from helpers.authoring.workshop.plans import Plan, plans
from helpers.authoring.workshop.slides import Slide, slides_of, slides_page
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
    assert sum("Stop and solve" in text for text in shown) == sum(len(p.tasks) for p in plan.parts)
    # The plan's own title comes first, and what it leaves out last.
    assert len(plan.parts) + 2 == sum(text.startswith("<h1>") for text in shown)


def test_the_speakers_notes_say_what_the_plan_and_the_lessons_notes_say(plan, slides):
    notes = [slide.notes for slide in slides if slide.notes]
    assert notes[0].startswith(plan.about) and "is judgement" in notes[0]
    assert notes[-1] == plan.left_out
    for part in plan.parts:
        written = Written.of(part.lesson)
        assert any(part.say in text and written.idea in text for text in notes)
        for task in part.tasks:
            assert f"{task.minutes:.0f} minutes. {task.why}" in notes
        for identity in set(part.ids) & written.expected.keys():
            question = part.lesson.cell(identity).source.partition(PREDICTION)[2].split()[0]
            (slide,) = [s for s in slides if written.expected[identity] in s.notes]
            assert question in " ".join(slide.sections)


def test_notes_are_hidden_where_slides_are_shown(plan, slides):
    page = slides_page(plan)
    assert page.count('<aside class="notes">') == sum(bool(slide.notes) for slide in slides)
    assert ".shows .notes { display: none; }" in page


def test_what_is_predicted_and_explained_comes_at_a_key(slides):
    (slide,) = [
        s for s in slides if any("How long does this breakfast take?" in t for t in s.sections)
    ]
    assert slide.later == [False, False, True, True]
    assert "5.0 s" in slide.sections[2] and "Explain." in slide.sections[3]
    assert not any("5.0 s" in text for text in slide.sections[:2])


def test_an_output_that_nobody_predicts_is_shown_with_its_cell(slides):
    (slide,) = [
        s for s in slides if any("await main()" in re.sub("<.*?>", "", t) for t in s.sections)
    ]
    assert slide.later == [False] * len(slide.later)
