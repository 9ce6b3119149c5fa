"""Pages of the website: what is hidden, where links lead, and which faults are found in them."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.authoring.site import check, pages
from helpers.authoring.site.layout import lay_out
from helpers.authoring.site.pages import Links
from helpers.notebook_files import Course
from helpers.places import COURSE

TO = Links(folders={"data/museum"}, left_out={"solutions/01_loops.ipynb"})


def notebook(*cells):
    return new_notebook(cells=list(cells))


def text(source, identity="text"):
    return new_markdown_cell(source, id=identity)


def code(identity, printed="1\n"):
    outputs = [new_output("stream", name="stdout", text=printed)] if printed else []
    return new_code_cell("print(1)", id=identity, outputs=outputs)


def hidden(page):
    return [cell.id for cell in page.cells if "hide-output" in cell.metadata.get("tags", [])]


def test_outputs_between_a_prediction_and_its_explanation_are_hidden():
    page = pages.page_of_lesson(
        notebook(
            text("Look.", "look"),
            code("before"),
            text("Now two.\n\n**Predict.** What does it print?", "question"),
            code("first"),
            code("silent", printed=""),
            code("second"),
            text("<details><summary>Explain</summary>\n\nOne.\n</details>"),
            code("after"),
        ),
        "01_loops",
        Links(),
    )
    assert hidden(page) == ["first", "second"]


@pytest.mark.parametrize(
    ("printed", "wrapped"),
    [("word " * 30, True), ("short\n" * 30, False), ("a | b | " * 30, False)],
)
def test_long_lines_are_wrapped_but_tables_are_not(printed, wrapped):
    page = pages.page_of_lesson(notebook(code("prints", printed)), "01_loops", Links())
    assert ("wrap-output" in page.cells[0].metadata.get("tags", [])) == wrapped


def test_the_lesson_itself_stays_as_it_is():
    lesson = notebook(text("**Predict.** Well?"), code("first"))
    pages.page_of_lesson(lesson, "01_loops", Links(), ["../exercises/01_loops"])
    assert hidden(lesson) == [] and len(lesson.cells) == 2


def test_an_exercise_says_below_its_title_how_to_solve_it():
    page = pages.page_of_exercise(
        notebook(text("# Four tasks"), code("set-up")), "01_loops", Links()
    )
    assert "JupyterLab" in page.cells[1].source and "../index.md" in page.cells[1].source


@pytest.mark.parametrize(
    ("written", "on_the_page"),
    [
        ("[it](data/primes.py)", "[it](data/primes_py.md)"),
        ("[it](https://example.org/x.py)", "[it](https://example.org/x.py)"),
        ("[it](02_tasks.ipynb#Timers)", "[it](02_tasks.ipynb#Timers)"),
        ("[it](errors.ipynb#cell-id=no-loop)", "[it](#errors.no-loop)"),
        ("```\n[it](data/primes.py)\n```", "```\n[it](data/primes.py)\n```"),
        ("[it](data/museum)", "[it](data/museum/index.md)"),
        ("[`it` [1]](solutions/01_loops.ipynb) too", "`it` [1] too"),
        ("![it](pictures/x.png)", "![it](pictures/x.png)"),
        ("</details>\nText", "</details>\n\nText"),
    ],
)
def test_links_lead_to_pages_but_not_in_code(written, on_the_page):
    assert pages.page_of_markdown(written, "01_loops", TO) == on_the_page


def test_a_link_to_a_cell_of_the_same_notebook_finds_a_target_there():
    page = pages.page_of_lesson(
        notebook(text("[it](#cell-id=no-loop)"), text("### `No loop`", "no-loop")),
        "errors",
        Links(),
    )
    assert [cell.source for cell in page.cells] == [
        "[it](#errors.no-loop)",
        "(errors.no-loop)=\n\n### `No loop`",
    ]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Check, then act", "Check,-then-act"), ("One at a time: `Lock`", "One-at-a-time:-Lock")],
)
def test_anchors_are_those_of_jupyterlab(heading, anchor):
    assert pages.anchor(heading) == anchor


GOOD = (
    '<h2 id="a,-b">x</h2><a href="#a,-b">x</a><img alt="" src="x.png"><a href="https://x.y">z</a>'
)


def faults(folder, page, style=""):
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "x.png").write_bytes(b"")
    (folder / "looks.css").write_text(style, encoding="utf-8")
    return check.problems(folder)


def test_a_good_page_has_no_fault(tmp_path):
    assert faults(tmp_path, GOOD, "a { background: url(x.png) }") == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('<a href="none.html">x</a>', "'none.html' leads to no file"),
        ('<a href="#none">x</a>', "'#none' leads to no place"),
        ('<a href="index.html#none">x</a>', "'index.html#none' leads to no place"),
        ('<img alt="x" src="none.png">', "'none.png' leads to no file"),
        ('<img src="x.png">', "'x.png' has no text in its place"),
        ('<script src="https://a.example/x.js"></script>', "loads https://a.example/x.js"),
        ('<script src="//a.example/x.js"></script>', "loads //a.example/x.js"),
        ('<link rel="stylesheet" href="https://a.example/x.css">', "loads https://a.example"),
        ("<style>@import 'https://a.example/x.css';</style>", "loads https://a.example/x.css"),
        ('<p style="background: url(//a.example/x.png)">', "loads //a.example/x.png"),
    ],
)
def test_each_fault_of_a_page_is_found(tmp_path, page, fault):
    found = faults(tmp_path, page)
    assert len(found) == 1 and fault in found[0], found


def test_a_font_from_another_machine_is_found(tmp_path):
    found = faults(tmp_path, GOOD, "@font-face { src: url('https://a.example/f.woff2') }")
    assert found == ["looks.css: loads https://a.example/f.woff2"]


def test_material_for_teachers_is_left_out_with_the_links_to_it(tmp_path):
    lay_out(Course(), tmp_path)
    front = pages.links((tmp_path / "index.md").read_text(encoding="utf-8"))
    readme = pages.links((COURSE / "README.md").read_text(encoding="utf-8"))
    assert "notebooks/workshop/before_you_teach.md" in readme
    assert [link for link in front if "workshop" in link] == []
    assert not (tmp_path / "notebooks" / "workshop").exists()
