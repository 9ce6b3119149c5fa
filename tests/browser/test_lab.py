"""A learner's way through the course, in JupyterLab in a browser."""

import shutil

import pytest

from tests.browser.lab import COURSE, Lab, chromium, served

LESSON = "notebooks/01_event_loops.ipynb"
EXERCISE = "exercises/01_exercise_event_loops.ipynb"
TABLES = "notebooks/08_bridging_threads_and_loops.ipynb"
SCRATCH = "exercises/scratch.ipynb"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A copy of the course, so that no test writes into the real one."""
    folder = tmp_path_factory.mktemp("clone") / "course"
    ignored = shutil.ignore_patterns(".venv*", ".git", ".jupyter", "__pycache__", "my")
    shutil.copytree(COURSE, folder, ignore=ignored)
    (folder / "my" / "exercises").mkdir(parents=True)
    shutil.copy(folder / "exercises" / "00_start_here.ipynb", folder / "my" / SCRATCH)
    with served(folder) as address, chromium() as page:
        lab = Lab(page, address)
        lab.folder = folder / "my"
        yield lab


def test_it_opens_on_the_first_lesson_with_the_outline_and_no_pop_up(lab):
    lab.page.goto(lab.address)
    lab.page.wait_for_selector(".jp-Notebook:visible .jp-Cell", timeout=60_000)
    lab.page.wait_for_selector(".jp-TableOfContents:visible >> text=Predict, run, explain")
    lab.page.wait_for_timeout(2000)
    lab.screenshot("opened")
    assert lab.page.locator(".jp-Dialog:visible, .jp-toastContainer:visible").count() == 0


def to_the_end(lab):
    """Scroll the notebook to its end: JupyterLab makes cells when they come into view."""
    for _ in range(5):
        lab.page.locator(".jp-WindowedPanel-outer:visible").evaluate(
            "panel => panel.scrollTop = panel.scrollHeight"
        )
        lab.page.wait_for_timeout(300)


def test_a_lesson_is_unspoiled_and_leads_to_its_exercise_and_back(lab):
    lab.open(LESSON)
    page = lab.page
    assert page.locator(".jp-Notebook:visible .jp-OutputArea-output").count() == 0
    to_the_end(lab)
    page.click(".jp-Notebook:visible a[href*='01_exercise_event_loops']")
    page.wait_for_selector(".lm-TabBar-tab.lm-mod-current >> text=01_exercise_event_loops.ipynb")
    page.wait_for_selector(".jp-Notebook:visible h1 >> text=Event loops: four tasks")
    lab.screenshot("tabs")
    page.locator(".jp-Notebook:visible a:text-is('Build an event loop')").first.click()
    page.wait_for_selector(".lm-TabBar-tab.lm-mod-current >> text=01_event_loops.ipynb")


@pytest.mark.parametrize("lesson", ["notebooks/00_start_here.ipynb", LESSON])
def test_a_lesson_runs_whole(lab, lesson):
    lab.open(lesson)
    assert lab.run_all(lesson) < 60
    errors = lab.page.locator(".jp-Notebook:visible .jp-OutputArea-output[data-mime-type$=stderr]")
    wrong_on_purpose = 1 if "00_" in lesson else 0
    lab.screenshot(lesson.split("/")[1].split(".")[0])
    assert errors.count() == wrong_on_purpose


LONGEST_LINE = 46 * 16  # pixels, as settings/custom.css says


@pytest.mark.parametrize("width", [1100, 1920])
def test_lines_of_prose_are_short_and_no_column_is_lost(lab, width):
    usual = lab.page.viewport_size
    lab.page.set_viewport_size({"width": width, "height": 1000})
    lab.open(TABLES)
    lab.page.wait_for_timeout(500)
    to_the_end(lab)
    prose = lab.page.locator(".jp-Notebook:visible .jp-RenderedMarkdown p")
    widths = prose.evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert 300 < max(widths) <= LONGEST_LINE
    tables = lab.page.locator(".jp-Notebook:visible .jp-RenderedMarkdown table")
    beside = tables.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right - "
        "one.closest('.jp-RenderedMarkdown').getBoundingClientRect().right)"
    )
    assert beside
    assert max(beside) <= 1
    tables.first.scroll_into_view_if_needed()
    lab.page.wait_for_timeout(500)
    lab.screenshot(f"prose-{width}")
    lab.page.set_viewport_size(usual)


def test_three_answers_get_three_helpful_words(lab):
    lab.open(EXERCISE)
    lab.run_all(EXERCISE)
    assert "NOT_ATTEMPTED" in lab.output("ex.a.check", "NOT_ATTEMPTED")
    lab.write("def report", "def report(city):\n    return asyncio.run(temperature(city))")
    lab.run("def report")
    lab.run("ex.a.check")
    assert "let it run on another one" in lab.output("ex.a.check", "NESTED_RUN")
    lab.cell("ex.a.check").scroll_into_view_if_needed()
    lab.screenshot("wrong")
    lab.write("def report", HUNG)
    lab.run("def report")
    lab.run("ex.a.check")
    assert "result()" in lab.output("ex.a.check", "WAITS_FOR_ITSELF")
    lab.write("def report", "def report(city):\n    while True: pass")
    lab.run("def report")
    lab.run("ex.a.check")
    assert "while True: pass" in lab.output("ex.a.check", "STUCK")
    lab.cell("ex.a.check").scroll_into_view_if_needed()
    lab.screenshot("hung")
    lab.write("def report", RIGHT)
    lab.run("def report")
    lab.run("ex.a.check")
    assert "✓ 01.a" in lab.output("ex.a.check", "PASS")
    lab.screenshot("right")


HUNG = """def report(city):
    loop = asyncio.get_running_loop()
    return asyncio.run_coroutine_threadsafe(temperature(city), loop).result()"""
RIGHT = """def report(city):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city)).result()"""

HANGS = {
    "an endless await": "await asyncio.Event().wait()",
    "an endless loop": "while True: pass",
    "a hung result": (
        "asyncio.run_coroutine_threadsafe(asyncio.sleep(0), asyncio.get_running_loop()).result()"
    ),
}


@pytest.mark.parametrize("hang", HANGS)
def test_stop_ends_what_hangs_and_later_cells_run(lab, hang):
    lab.open(SCRATCH)
    lab.run("enable_stop")
    lab.run("import asyncio")
    lab.write("async def breakfast", f"print('waiting')\n{HANGS[hang]}\n# async def breakfast")
    lab.run("# async def breakfast")
    lab.output("# async def breakfast", "waiting")
    lab.page.wait_for_timeout(500)
    lab.stop()
    lab.wait_until_idle(SCRATCH, 20)
    lab.write("ex.a.check", "print('still', 'here')  # ex.a.check")
    lab.run("# ex.a.check")
    lab.output("# ex.a.check", "still here")
    lab.write("# async def breakfast", "async def breakfast():\n    ...")
    lab.write("# ex.a.check", "ex.a.check(breakfast)")
