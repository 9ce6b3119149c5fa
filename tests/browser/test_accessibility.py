"""What the course shows in JupyterLab has no serious fault that axe-core finds.

JupyterLab's own parts are none of ours, and are left out: axe-core 4.12 finds there that editors of
cells have no name, that buttons carry `aria-pressed` where they may not, and that the list of cells
is a feed whose children are no articles.
"""

import json
import urllib.request
from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.lab import Lab, chromium, copied_course, served

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
OURS = (".jp-Notebook .jp-RenderedMarkdown", ".jp-Notebook .jp-OutputArea-output")
PAGES = ("notebooks/00_start_here.ipynb", "exercises/01_exercise_event_loops.ipynb")
LOOK = """async ours => {
    const found = await axe.run({include: ours.map(each => [each])});
    return found.violations
        .filter(each => ["serious", "critical"].includes(each.impact))
        .flatMap(each => each.nodes.map(node => `${each.id}: ${node.html}`));
}"""
PLANTED = """text => text.insertAdjacentHTML(
    "beforeend", '<p style="color: #ddd; background: #eee">Who can read this?</p>')"""
# axe-core judges the contrast of what is in view only, and takes for hidden what lies in a body
# without height, as JupyterLab's is.
IN_VIEW = {"width": 1280, "height": 20_000}
BODY = "html, body { height: 100%; }"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab, with settings by which a tall window shows all cells of a notebook at once."""
    settings = tmp_path_factory.mktemp("settings")
    notebooks = settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    notebooks.parent.mkdir(parents=True)
    notebooks.write_text(json.dumps({"windowingMode": "none", "scrollPastEnd": False}))
    course = copied_course(tmp_path_factory.mktemp("clone"))
    with (
        served(course, JUPYTERLAB_SETTINGS_DIR=str(settings)) as address,
        chromium() as page,
    ):
        yield Lab(page, address)


def markdown_cells(lab: Lab, path: str) -> int:
    """Return how many of them the notebook has."""
    address = f"{lab.base}/api/contents/{path}?token={lab.token}"
    with urllib.request.urlopen(address) as answer:
        cells = json.load(answer)["content"]["cells"]
    return sum(cell["cell_type"] == "markdown" for cell in cells)


@pytest.mark.parametrize("path", PAGES)
def test_texts_and_outputs_have_no_serious_fault(lab, path):
    lab.open(path)
    lab.run_all(path)
    page = lab.page
    page.set_viewport_size(IN_VIEW)
    page.add_style_tag(content=BODY)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    texts = page.locator(f"{OURS[0]}:visible")
    assert texts.count() >= markdown_cells(lab, path)
    assert page.locator(f"{OURS[1]}:visible").count() > 1
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        lab.choose_theme(theme)
        page.wait_for_timeout(1000)
        lab.screenshot(f"axe-{path.split('/')[1][:2]}-{theme.split()[1]}")
        assert page.evaluate(LOOK, OURS) == []
    texts.first.evaluate(PLANTED)
    assert [each.partition(":")[0] for each in page.evaluate(LOOK, OURS)] == ["color-contrast"]
