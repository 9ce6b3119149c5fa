"""The built website holds the whole course, its links lead somewhere, and nothing is spoiled."""

import re
from html import unescape

import pytest

from helpers.authoring import Course
from helpers.authoring.site.check import problems
from helpers.authoring.site.pages import Links, page_of_lesson
from helpers.notebook_files import read_notebook

COURSE = Course()
NOTEBOOKS = [
    pytest.param(path, id=COURSE.label(path)) for path in COURSE.notebooks("notebooks", "exercises")
]
CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
HIDDEN = '<details class="admonition hide below-input">'


def page(site, path):
    return (site / path.parent.name / f"{path.stem}.html").read_text(encoding="utf-8")


def test_all_links_lead_somewhere_and_nothing_comes_from_elsewhere(site):
    assert problems(site) == []


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_a_page_has_all_code_and_explanations_of_its_notebook(site, path):
    built, notebook = page(site, path), read_notebook(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert built.count('class="cell_input') == len(code)
    explained = sum(cell.source.count("<details>") for cell in notebook.cells)
    article = built[built.index("<article") : built.index("</article>")]
    assert article.count("<details>") == explained == article.count("<summary>")


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_what_a_notebook_stores_is_shown(site, path):
    built = page(site, path)
    shown = unescape(re.sub(r"<[^>]*>", "", "".join(CODE.findall(built))))
    for cell in (c for c in read_notebook(path).cells if c.cell_type == "code"):
        for output in cell.outputs:
            words = re.findall(
                r"<img alt=\"([^\"]*)\"", output.get("data", {}).get("text/html", "")
            )
            assert all(f'alt="{alt}"' in built for alt in words)
            if output.output_type == "stream":
                assert output.text.strip() in shown


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if "notebooks" in p.id])
def test_what_is_to_be_predicted_is_behind_a_click(site, path):
    wanted = page_of_lesson(read_notebook(path), path.stem, Links())
    hidden = [cell for cell in wanted.cells if "hide-output" in cell.metadata.get("tags", [])]
    assert page(site, path).count(HIDDEN) == len(hidden)


def test_one_page_leads_to_the_next(site):
    lessons = [path for path in COURSE.notebooks("notebooks") if path.name[:2].isdigit()]
    built = page(site, lessons[0])
    assert re.search(rf'class="right-next"\s+href="../exercises/{lessons[0].stem}\.html"', built)
    exercise = page(site, COURSE.folder("exercises") / lessons[0].name)
    assert re.search(rf'class="right-next"\s+href="../notebooks/{lessons[1].stem}\.html"', exercise)
    assert re.search(rf'class="left-prev"\s+href="../notebooks/{lessons[0].stem}\.html"', exercise)
