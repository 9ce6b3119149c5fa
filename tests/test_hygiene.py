"""Tests that the notebooks keep the rules of the course, and that each rule finds its breach."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers.authoring import Course
from helpers.exercise_form import exercise_from
from helpers.notebook_files import canonical_text
from tests.hygiene_links import headings, targets
from tests.hygiene_rules import RULES, Page, problems

COURSE = Course()


def pages(*folders: str) -> list:
    """Return a parameter for each notebook of `folders`, called by its path."""
    return [pytest.param(path, id=COURSE.label(path)) for path in COURSE.notebooks(*folders)]


def as_git_has_it(path: Path) -> str:
    """Return the text of `path` that would be committed: a learner solves the file itself."""
    name = f":./{path.relative_to(COURSE.root).as_posix()}"
    try:
        found = subprocess.run(
            ["git", "show", name], cwd=COURSE.root, capture_output=True, timeout=300
        )
    except FileNotFoundError:
        return path.read_bytes().decode("utf-8")
    content = found.stdout if found.returncode == 0 else path.read_bytes()
    return content.decode("utf-8")


@pytest.mark.parametrize("path", pages("notebooks", "solutions"))
def test_a_notebook_keeps_the_rules(path):
    assert problems(Page.read(path, COURSE.root)) == []


@pytest.mark.parametrize("path", pages("exercises"))
def test_an_exercise_keeps_the_rules(path):
    text = as_git_has_it(path)
    assert problems(Page(path, COURSE.root, nbformat.reads(text, as_version=4), text)) == []


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_finds_nothing(arguments):
    command = [sys.executable, "-m", "ruff", *arguments, "."]
    found = subprocess.run(command, cwd=COURSE.root, capture_output=True, text=True, timeout=300)
    assert found.returncode == 0, found.stdout + found.stderr


# Below: a page that keeps all rules, and one breach of each.

TITLE = """# Cross from a thread into a loop

About 20 minutes. You call a loop from a thread. Code may shout: `x != y`."""
BODY = """## See it

<details><summary>Explain</summary>It waits.</details>

> **Seen in the wild.** `loop.stop()` from a thread.

> **In newer Pythons.** 3.14 has `python -m asyncio ps`. See [above](#See-it)
> and [here](#cell-id=body)."""
CLOSING = """| you saw | because |
|---|---|
| a wait | the loop |

[Exercise](../exercises/03_futures.ipynb), [next](04_what_blocks.ipynb)"""


def cell(kind: str, identity: str, source: str, *tags: str) -> nbformat.NotebookNode:
    """Return a cell as an author stores it."""
    make = getattr(nbformat.v4, f"new_{kind}_cell")
    return make(source, id=identity, metadata={"tags": list(tags)} if tags else {})


def lesson_cells() -> list[nbformat.NotebookNode]:
    """Return the cells of a lesson without a breach, as if run."""
    cells = [
        cell("markdown", "title", TITLE),
        cell("code", "set-up", "from helpers import enable_stop\n\nenable_stop()"),
        cell("markdown", "body", BODY),
        cell("code", "wait", "print(1)"),
        cell("markdown", "closing", CLOSING),
    ]
    for count, code in enumerate((c for c in cells if c.cell_type == "code"), start=1):
        code.execution_count = count
    cells[3].outputs = [nbformat.v4.new_output("stream", name="stdout", text="1\n")]
    return cells


def page_of(root: Path, cells: list, folder: str = "notebooks", name: str = "03_futures.ipynb"):
    """Store a page among the files that it links to, and return it."""
    for other in ("notebooks/04_what_blocks.ipynb", "exercises/03_futures.ipynb"):
        (root / other).parent.mkdir(parents=True, exist_ok=True)
        (root / other).write_text("{}", encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=cells)
    path = root / folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(canonical_text(notebook).encode())
    return Page.read(path, root)


def test_a_good_lesson_keeps_all_rules(tmp_path):
    assert problems(page_of(tmp_path, lesson_cells())) == []


def printed(text: str):
    def edit(cells):
        cells[3].outputs[0].text = text

    return edit


def appended(identity: str, old: str, new: str):
    """Return an edit that replaces `old` by `new`, or appends `new`, in one cell's text."""

    def edit(cells):
        chosen = next(c for c in cells if c.id == identity)
        chosen.source = chosen.source.replace(old, new) if old else f"{chosen.source}\n\n{new}"

    return edit


def tagged(*places_and_tags):
    def edit(cells):
        for place, tag in places_and_tags:
            cells[place].metadata["tags"] = [tag]

    return edit


def counted(count):
    def edit(cells):
        cells[3].execution_count = count

    return edit


def long_cells(lines: int, *numbers: int):
    def edit(cells):
        for number in numbers:
            cells[number].source += "\nx = 1" * lines

    return edit


IGNORE = "nbval-ignore-output"
BREACHES = [
    ("known_tags", tagged((3, "slow")), "the tag 'slow' is none of"),
    ("ran_in_order", counted(None), "execution count None, not 2"),
    ("ran_in_order", counted(5), "execution count 5, not 2"),
    ("exact_outputs", printed("at 0x7f3a2b10"), "a memory address"),
    ("exact_outputs", printed("/home/ada/x.py"), "a path of one machine"),
    ("exact_outputs", printed("in /x/lib/python3.12/asyncio/runners.py"), "a path of one machine"),
    ("exact_outputs", printed("2026-11-21 06:20"), "a time of day"),
    ("ignored_outputs", tagged((3, IGNORE)), "without a comment '# output differs:'"),
    ("ignored_outputs", tagged((1, IGNORE), (3, IGNORE)), "at most 1 is allowed"),
    ("set_up_first", appended("set-up", "enable_stop()", "None"), "lacks enable_stop()"),
    ("code_lengths", long_cells(9, 1, 3), "the median code cell has 1"),
    ("code_lengths", long_cells(15, 3), "more than 15 lines: wait"),
    ("code_lengths", appended("wait", "print(1)", ""), "cell wait: is empty"),
    ("plain_words", appended("body", "", "Now run it!"), "an exclamation mark"),
    ("plain_words", appended("body", "", "Well done \U0001f600"), "the emoji"),
    ("plain_words", appended("body", "", "You simply wait."), "the filler 'simply'"),
    ("plain_words", appended("body", "", "Easy: wait."), "the filler 'Easy'"),
    ("plain_markup", appended("body", "", "<script>x</script>"), "the HTML tag <script>"),
    ("plain_markup", appended("body", "", '<b style="color: red">x</b>'), "not plain"),
    ("plain_markup", appended("body", "", "> [!NOTE]\n> x"), "not plain: '[!NOTE]'"),
    ("plain_markup", appended("body", "", "```{note}\nx\n```"), "not plain: '```{'"),
    ("links", appended("body", "", "[x](05_none.ipynb)"), "'05_none.ipynb' leads to no file"),
    ("links", appended("body", "", '<img src="none.png">'), "'none.png' leads to no file"),
    ("links", appended("body", "", "[x](#See-nothing)"), "leads to no heading"),
    ("links", appended("body", "", "[x](#see-it)"), "leads to no heading"),
    ("links", appended("body", "", "[x](#cell-id=nothing)"), "leads to no heading"),
    ("links", appended("body", "", "[x](../../other)"), "leads out of the course"),
    ("lesson_parts", appended("title", "# Cross from", "# The way from"), "begins with a verb"),
    ("lesson_parts", appended("title", "# Cross from", "# Crossing from"), "begins with a verb"),
    ("lesson_parts", appended("title", "20 minutes", "an hour"), "how many minutes"),
    ("lesson_parts", appended("body", "<details>", "<pre>"), "a <details>"),
    ("lesson_parts", appended("body", "Seen in the wild", "Seen"), "Seen in the wild"),
    ("lesson_parts", appended("body", "In newer Pythons", "Newer"), "In newer Pythons"),
    ("lesson_parts", appended("closing", "|---|---|", ""), "a closing table"),
    ("onward_links", appended("closing", "../exercises/03", "../03"), "../exercises/03_futures"),
    ("onward_links", appended("closing", "04_what", "what"), "no link to 04_what_blocks.ipynb"),
]


@pytest.mark.parametrize(("rule", "edit", "words"), BREACHES)
def test_a_rule_finds_its_breach(tmp_path, rule, edit, words):
    cells = lesson_cells()
    edit(cells)
    page = page_of(tmp_path, cells)
    found = {check.__name__: check(page) for check in RULES["notebooks"]}[rule]
    assert any(words in problem for problem in found), found


def test_each_rule_has_a_planted_breach():
    elsewhere = {
        "file_name",
        "readable_ids",
        "canonical",
        "solution_lengths",
        "not_run",
        "untouched",
    }
    planted = {rule for rule, _, _ in BREACHES} | elsewhere
    assert planted == {rule.__name__ for rules in RULES.values() for rule in rules}


def test_a_file_name_has_two_digits_and_a_subject(tmp_path):
    page = page_of(tmp_path, lesson_cells(), name="03-Futures.ipynb")
    assert "the file's name is not NN_subject.ipynb" in problems(page)


def test_a_generated_id_is_a_breach(tmp_path):
    cells = lesson_cells()
    cells[3].id = "0a1b2c3d"
    assert any("has the id '0a1b2c3d'" in problem for problem in problems(page_of(tmp_path, cells)))


def test_another_form_of_the_same_notebook_is_a_breach(tmp_path):
    page = page_of(tmp_path, lesson_cells())
    page.path.write_bytes(page.text.replace("\n", "\r\n").encode())
    (problem,) = problems(Page.read(page.path, tmp_path))
    assert problem.startswith("is not in the canonical form")


def test_a_reason_before_an_ignored_output_is_enough(tmp_path):
    cells = lesson_cells()
    cells[3].metadata["tags"] = [IGNORE]
    cells[3].source = "# output differs: real threads finish in any order\nprint(1)"
    assert problems(page_of(tmp_path, cells)) == []


SOLUTION = "### BEGIN SOLUTION\n" + "x = 1\n" * 30 + "### END SOLUTION"


def exercise_page(tmp_path: Path, edit=lambda cells: None) -> Page:
    cells = [*lesson_cells()[:3], cell("code", "attempt-a", SOLUTION)]
    notebook = exercise_from(nbformat.v4.new_notebook(cells=cells))
    edit(notebook.cells)
    (tmp_path / "exercises").mkdir()
    path = tmp_path / "exercises" / "03_futures.ipynb"
    path.write_bytes(canonical_text(notebook).encode())
    return Page.read(path, tmp_path)


def test_a_generated_exercise_keeps_the_rules(tmp_path):
    assert problems(exercise_page(tmp_path)) == []


def test_an_exercise_that_was_run_is_a_breach(tmp_path):
    page = exercise_page(tmp_path, counted(1))
    assert problems(page) == ["cell attempt-a: was run; an exercise is stored unrun"]


def test_an_exercise_that_was_solved_is_a_breach_once_it_is_to_be_committed(tmp_path):
    page = exercise_page(tmp_path, appended("attempt-a", "...", "x = 1"))
    assert problems(page) == ["cell attempt-a: is not as generated"]


def test_a_solution_may_be_longer_than_other_cells_but_not_without_limit(tmp_path):
    cells = [*lesson_cells()[:2], cell("code", "attempt-a", SOLUTION)]
    cells[2].execution_count = 2
    assert problems(page_of(tmp_path, cells, "solutions")) == []
    cells[2].source = SOLUTION.replace("x = 1\n", "x = 1\n" * 2)
    assert problems(page_of(tmp_path, cells, "solutions")) == [
        "cell attempt-a: has 62 lines; a solution has at most 40"
    ]


def test_links_in_code_are_none():
    source = "`[a](b)` [c](d.ipynb \"x\") [e](<f>)\n```\n[g](h)\n```\n![i](j) <a href='k#l'>m</a>"
    assert targets(source) == ["d.ipynb", "f", "j", "k#l"]


def test_the_index_of_errors_is_held_to_the_rules_that_are_not_of_lessons(tmp_path):
    cells = lesson_cells()
    cells[2].source = "A page without boxes, which is not simply a lesson."
    long_cells(15, 3)(cells)
    assert problems(page_of(tmp_path, cells, name="errors.ipynb")) == [
        "cell body: has the filler 'simply'"
    ]


def test_headings_in_code_are_none():
    assert headings("# A `b` *c*\n```\n# d\n```\n### E f ###") == {"A-b-c", "E-f"}
