"""The keys of a plan's slides: the speaker's window follows, and all can be read at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from helpers.authoring.workshop.plans import plans
from helpers.authoring.workshop.slides import slides_of, slides_page
from helpers.notebook_files import Course
from tests.browser.lab import chromium

SEEN = "notes => notes.filter(each => each.offsetParent).length"
HIDDEN = "parts => parts.filter(each => getComputedStyle(each).visibility == 'hidden').length"
PLAN, HALF_A_DAY, *_ = plans(Course())


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
    while "Expect:" not in window.inner_text("body"):
        page.keyboard.press("ArrowRight")
    while "At the next key" not in window.inner_text("body"):
        page.keyboard.press("ArrowRight")
    assert "5.0 s" in window.inner_text("body")
    page.keyboard.press("ArrowRight")
    assert "5.0 s" not in window.inner_text("body")
    assert page.eval_on_selector_all(".notes", SEEN) == 0


def test_the_keys_turn_slides_in_the_speakers_window_too_which_has_a_clock(page):
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    window = opened.value
    assert window.inner_text("body").startswith("0:00 · 00 Start here · 2 / ")
    window.keyboard.press("PageDown")
    assert number(page) == 3
    page.evaluate("begun -= 16.5 * 60000; tell()")
    assert window.inner_text("body").startswith("0:16 · 00 Start here · 3 / ")


def test_all_slides_can_be_read_below_each_other_with_the_notes(page):
    assert page.eval_on_selector_all(".later", HIDDEN) > 0
    page.keyboard.press("r")
    notes = page.locator(".notes").count()
    assert page.eval_on_selector_all(".notes", SEEN) == notes > len(PLAN.parts)
    assert page.eval_on_selector_all(".later", HIDDEN) == 0
    page.keyboard.press("r")
    assert page.eval_on_selector_all(".notes", SEEN) == 0
    assert page.url.endswith("#2")


def number(page: Page) -> int:
    """The number of the slide that is shown."""
    return int(page.url.partition("#")[2])


@pytest.fixture
def replay(tmp_path) -> Iterator[Page]:
    """A slide with a replay, whose button Forward has just been clicked."""
    file = tmp_path / "half_a_day.html"
    file.write_text(slides_page(HALF_A_DAY), encoding="utf-8")
    at = next(n for n, s in enumerate(slides_of(HALF_A_DAY), 1) if "replay-" in "".join(s.sections))
    with chromium() as page:
        page.goto(f"{file.as_uri()}#{at}")
        page.click("article.now .forward")
        yield page


def moment(page: Page) -> str:
    return page.inner_text("article.now .at")


def test_the_keys_turn_slides_after_a_click_into_a_replay(replay):
    at, seen = number(replay), moment(replay)
    replay.keyboard.press(" ")
    assert number(replay) == at and moment(replay) != seen, "the button's own key"
    replay.keyboard.press("ArrowRight")
    assert number(replay) == at + 1
    replay.keyboard.press("End")
    assert number(replay) == len(slides_of(HALF_A_DAY))


def test_escape_gives_the_focus_back_to_the_slides(replay):
    at, seen = number(replay), moment(replay)
    replay.keyboard.press("Escape")
    replay.keyboard.press(" ")
    assert number(replay) == at + 1
    replay.keyboard.press("ArrowLeft")
    assert number(replay) == at and moment(replay) == seen


def test_a_slider_keeps_its_arrows_and_page_keys_always_turn_slides(replay):
    at = number(replay)
    replay.focus("article.now input")
    seen = moment(replay)
    replay.keyboard.press("ArrowRight")
    assert number(replay) == at and moment(replay) != seen
    replay.keyboard.press("PageDown")
    assert number(replay) == at + 1
    replay.keyboard.press("PageUp")
    assert number(replay) == at


def test_the_first_slide_says_the_keys_and_the_last_what_to_go_on_with(page):
    page.keyboard.press("Home")
    assert "Escape" in page.inner_text("article.now")
    page.keyboard.press("End")
    assert "lesson 12" in page.inner_text("article.now")
    assert "write down where your own program waits" in page.inner_text("article.now")
