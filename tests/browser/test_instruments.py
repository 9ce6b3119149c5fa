"""Each instrument from a cell in JupyterLab: what is seen, by mouse, by keyboard and read aloud."""

import asyncio
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.timeline import Timeline
from helpers.virtual_time import run
from tests.browser.lab import COURSE, Lab, chromium, served

CELLS = "exercises/instruments.ipynb"
STORED = "exercises/stored.ipynb"

PROGRAM = """import asyncio, threading, time
from helpers.timeline import Timeline
from helpers.virtual_time import run

lock = asyncio.Lock()

async def client(seconds):
    async with lock:
        await asyncio.sleep(seconds)
    await asyncio.to_thread(time.sleep, 1)

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(client(1), name="ann")
        group.create_task(client(2), name="bob")
        await asyncio.sleep(0.5)
        time.sleep(1)

with Timeline() as seen:
    run(main())
"""
LIVE = """async def tick():
    await asyncio.sleep(0.05)
    time.sleep(0.06)

with Timeline() as live:
    ticking = asyncio.create_task(tick(), name="tick")
    await asyncio.gather(ticking, asyncio.to_thread(time.sleep, 0.1))
[lane.name for lane in live.lanes]  # live"""
EXPLORE = """from helpers.interleavings import explore

class Counter:
    value = 0

def add(counter):
    seen = counter.value
    seen += 1
    counter.value = seen

report = explore(Counter, add, add, check=lambda counter: counter.value == 2)
report  # explored"""
HEARTBEAT = """from helpers.heartbeat import Heartbeat

async with Heartbeat(0.02, 0.1) as heart:
    await asyncio.sleep(0.2)
    time.sleep(0.4)
    await asyncio.sleep(0.2)
print(heart.report())
heart.draw()"""
DEADLOCK = """one, two = threading.Lock(), threading.Lock()

def cross(first, second):
    with first:
        time.sleep(1)
        with second:
            pass

async def both():
    first = asyncio.to_thread(cross, one, two)
    await asyncio.gather(first, asyncio.to_thread(cross, two, one))

run(both())"""
WATCHDOG = """from helpers import watchdog

def hang():
    import threading
    lock = threading.Lock()
    with lock:
        lock.acquire()

outcome = watchdog.run(hang, seconds=1)
print(outcome.kind, outcome.limit, outcome.threads[0].frames[-1].text)"""
SOURCES = {
    "program": PROGRAM,
    "drawn": "seen.draw(title='Drawn')",
    "replayed": "seen.replay(title='Replayed')",
    "live": LIVE,
    "explored": EXPLORE,
    "schedules": "report.draw()",
    "heartbeat": HEARTBEAT,
    "deadlock": DEADLOCK,
    "watchdog": WATCHDOG,
}


def cell(name, source, outputs=()):
    """A code cell; errors do not keep the next ones from running."""
    made = new_code_cell(source, id=name, metadata={"tags": ["raises-exception"]})
    made.outputs = list(outputs)
    return made


def notebook(cells):
    """A notebook that opens without a question for its kernel."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def stored_replay():
    """A notebook from somewhere else, with a replay in its outputs."""

    async def main():
        await asyncio.gather(asyncio.sleep(1), asyncio.to_thread(sum, [1, 2]))

    with Timeline() as seen:
        run(main())
    page = seen.replay(title="Stored")
    shown = new_output("display_data", {"text/html": page._repr_html_(), "text/plain": repr(page)})
    return notebook([cell("stored", "seen.replay(title='Stored')", [shown])])


@pytest.fixture(scope="module", params=["JupyterLab Light", "JupyterLab Dark"])
def lab(request, tmp_path_factory):
    """The instruments' cells, run in a copy of the course in one of JupyterLab's themes."""
    folder = tmp_path_factory.mktemp("clone") / "course"
    ignored = shutil.ignore_patterns(".venv*", ".git", ".jupyter", "__pycache__", "my")
    shutil.copytree(COURSE, folder, ignore=ignored)
    cells = [cell(name, source) for name, source in SOURCES.items()]
    (folder / "my" / "exercises").mkdir(parents=True)
    nbformat.write(notebook(cells), folder / "my" / CELLS)
    nbformat.write(stored_replay(), folder / "my" / STORED)
    with served(folder) as address, chromium() as page:
        lab = Lab(page, address)
        lab.open(CELLS)
        lab.theme = request.param.split()[1].lower()
        lab.choose_theme(request.param)
        lab.run_all(CELLS, 120)
        yield lab


def shot(lab, text, name):
    """Show the output of a cell, and store what is seen."""
    area = lab.cell(text).locator(".jp-Cell-outputArea")
    area.scroll_into_view_if_needed()
    lab.page.wait_for_timeout(300)
    lab.screenshot(f"{name}_{lab.theme}", area)
    return area


def test_a_drawn_timeline_is_shown_at_its_size(lab):
    image = shot(lab, "seen.draw", "timeline").locator("img")
    assert image.evaluate("i => i.naturalWidth") > image.bounding_box()["width"] > 600


def test_a_replay_is_stepped_through_by_keyboard_and_heard(lab):
    area = lab.cell("seen.replay").locator(".jp-Cell-outputArea")
    area.scroll_into_view_if_needed()
    slider, said = area.locator("input[type=range]"), area.locator("[aria-live]")
    slider.focus()
    heard = [said.inner_text()]
    for _ in range(3):
        lab.page.keyboard.press("ArrowRight")
        heard.append(said.inner_text())
    assert len(set(heard)) == 4 and "moment 4 of" in heard[-1]
    assert slider.get_attribute("aria-valuetext") in heard[-1]
    lab.page.keyboard.press("ArrowLeft")
    assert said.inner_text() == heard[-2]
    lab.page.keyboard.press("Shift+Tab")  # Play
    lab.page.keyboard.press("Shift+Tab")  # Forward
    lab.page.keyboard.press("Enter")
    assert said.inner_text() == heard[-1]
    for _ in range(6):
        lab.page.keyboard.press("Enter")
    shot(lab, "seen.replay", "replay")
    assert lab.cell("seen.replay").locator(".chip").count() > 2


def test_the_kernels_own_loop_and_threads_have_no_lane(lab):
    words = shot(lab, "# live", "live").inner_text()
    assert "['loop', 'this cell', 'tick', 'to_thread', 'asyncio_0']" in words


def test_explored_schedules_are_told_and_drawn(lab):
    assert "20 schedules: 18 failed" in shot(lab, "# explored", "explored").inner_text()
    image = shot(lab, "report.draw", "schedules").locator("img")
    assert image.bounding_box()["width"] > 400


def test_a_heartbeat_names_the_line_that_held_the_loop(lab):
    area = shot(lab, "Heartbeat", "heartbeat")
    assert "`time.sleep(0.4)`, cell line 5" in area.inner_text()
    assert area.locator("img").bounding_box()["width"] > 600


def test_a_deadlock_says_who_waits_for_what(lab):
    words = shot(lab, "def cross", "deadlock").inner_text()
    waiting = "waits: Lock.acquire at cell line 6: with second:  (Lock 'second', held by thread"
    assert words.count(waiting) == 2 and "task 'both' waits: at cell line 11" in words
    assert words.startswith("Deadlock: at 1 s") and "scheduler.py" not in words


def test_the_watchdog_names_the_line_that_hung(lab):
    words = shot(lab, "watchdog.run", "watchdog").inner_text()
    assert "stopped seconds lock.acquire()" in words


def test_a_stored_replay_that_is_not_trusted_is_a_picture(lab):
    lab.open(STORED)
    area = shot(lab, "Stored", "stored")
    assert area.locator("img").bounding_box()["width"] > 600
    assert area.locator("button, input, .box").count() == 0  # of no use without its script
