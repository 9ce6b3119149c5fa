"""The website in the system's Chromium, without other machines: clicks, replay, search, print."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LESSON = "/notebooks/00_start_here.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser; the tests are skipped where there is none, or no playwright."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    if found is None:
        pytest.skip("needs the system's Chromium")
    with driver.sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=FLAGS)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and logs nothing."""

    def log_message(self, *_words: Any) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address at which this machine serves the site to itself."""
    handler = partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(served: str, browser: Any) -> Iterator[Any]:
    """A page; whatever it asks of another machine, which is refused, or raises is a failure."""
    context = browser.new_context(viewport={"width": 1100, "height": 900}, base_url=served)
    page, wrong = context.new_page(), []

    def only_from_here(route: Any) -> None:
        if route.request.url.startswith((served, "data:")):
            route.continue_()
        else:
            wrong.append(route.request.url)
            route.abort()

    context.route("**", only_from_here)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def test_every_page_loads_without_another_machine(page, site):
    for path in sorted(site.rglob("*.html")):
        if "_static" not in path.parts:
            page.goto(f"/{path.relative_to(site).as_posix()}")
            assert page.title()


def test_a_predicted_output_shows_after_a_click(page):
    page.goto(LESSON)
    output = page.get_by_text("['tea', 'toast'] 5.0 s")
    assert not output.is_visible()
    page.get_by_text("Show what comes out").first.click()
    assert output.is_visible()


def test_the_replay_moves_by_buttons_and_keys(page):
    page.goto(LESSON)
    replay = page.get_by_role("group", name="Replay of 1 loop, 3 tasks, 3 s")
    slider = replay.get_by_role("slider")
    replay.get_by_role("button", name="Forward").click()
    assert slider.input_value() == "1"
    slider.press("ArrowRight")
    assert slider.input_value() == "2" and "moment 3 of" in slider.get_attribute("aria-valuetext")


def test_the_search_finds_a_word_of_an_explanation(page):
    page.goto("/search.html?q=VirtualClock")
    page.locator("#search-results li a").first.wait_for()
    links = page.locator("#search-results li a").evaluate_all("all => all.map(a => a.href)")
    assert any(LESSON in link for link in links)


def test_all_is_open_on_paper_and_as_before_afterwards(page):
    page.goto(LESSON)
    closed = page.locator("article details:not([open])")
    before = closed.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert before > 2 and closed.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert closed.count() == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1100, 1920])
def test_no_page_is_wider_than_the_window(page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for name in (LESSON, "/notebooks/08_bridging_threads_and_loops.html", "/index.html"):
        page.goto(name)
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = "[...document.querySelectorAll('article img')].filter(i => i.width > {}).length"
        assert page.evaluate(wide.format("i.closest('article').clientWidth")) == 0


def test_switches_and_pictures_have_words(page):
    page.goto(LESSON)
    wordless = "all => all.filter(e => !(e.textContent.trim() || e.ariaLabel)).length"
    assert page.locator("summary").evaluate_all(wordless) == 0
    assert page.locator("article img").evaluate_all("all => all.filter(i => !i.alt).length") == 0
