"""The keys of a plan's slides: the speaker's window follows, and all can be read at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from helpers.authoring.workshop.plans import plans
from helpers.authoring.workshop.slides import slides_page
from helpers.notebook_files import Course
from tests.browser.lab import chromium

SEEN = "notes => notes.filter(each => each.offsetParent).length"
HIDDEN = "parts => parts.filter(each => getComputedStyle(each).visibility == 'hidden').length"
PLAN = plans(Course())[0]


@pytest.fixture
def page(tmp_path) -> Iterator[Page]:
    """The slides of the first plan, at their second slide: the title of its first part."""
    file = tmp_path / "slides.html"
    file.write_text(slides_page(PLAN), encoding="utf-8")
    with chromium() as page:
        page.goto(f"{file.as_uri()}#2")
        yield page


def test_the_speakers_window_has_the_notes_and_what_the_next_key_shows(page):
    assert page.eval_on_selector_all(".notes", SEEN) == 0
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    window = opened.value
    assert PLAN.parts[0].say in window.inner_text("body")
    while "At the next key" not in window.inner_text("body"):
        page.keyboard.press("ArrowRight")
    assert "Expect:" in window.inner_text("body") and "5.0 s" in window.inner_text("body")
    page.keyboard.press("ArrowRight")
    assert "5.0 s" not in window.inner_text("body")
    assert page.eval_on_selector_all(".notes", SEEN) == 0


def test_all_slides_can_be_read_below_each_other_with_the_notes(page):
    assert page.eval_on_selector_all(".later", HIDDEN) > 0
    page.keyboard.press("r")
    notes = page.locator(".notes").count()
    assert page.eval_on_selector_all(".notes", SEEN) == notes > len(PLAN.parts)
    assert page.eval_on_selector_all(".later", HIDDEN) == 0
    page.keyboard.press("r")
    assert page.eval_on_selector_all(".notes", SEEN) == 0
    assert page.url.endswith("#2")
