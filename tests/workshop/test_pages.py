"""The pages of workshops are current, name what exists, and have minutes that add up."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.authoring.workshop import notes
from helpers.authoring.workshop import plans as plans_module
from helpers.authoring.workshop.lessons import Lesson, minutes_of
from helpers.authoring.workshop.needed import to_run
from helpers.authoring.workshop.notes import written_lessons
from helpers.authoring.workshop.pages import FOLDER, pages
from helpers.authoring.workshop.plans import Part, plans
from helpers.authoring.workshop.speaking import beside_cell
from helpers.authoring.workshop.written import Written
from helpers.grading.registry import letters
from helpers.notebook_files import Course, NotebookError
from tests.hygiene_links import targets

COURSE = Course()
PLANS = plans(COURSE)
SLIDES = re.compile(r"slides(_\w+)?\.html")  # made by `make slides`, and not committed
LINK = re.compile(r"(?P<file>[^#]*)(?:#(?:cell-id=(?P<cell>.+)|.+))?")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return pages(COURSE)


def test_the_stored_pages_are_those_of_the_lessons(texts):
    folder = COURSE.folder("notebooks") / FOLDER
    stored = {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")}
    stored = {n for n in stored if ".ipynb_checkpoints" not in n and not SLIDES.fullmatch(n)}
    changed = [name for name in stored & texts.keys() if read(folder / name) != texts[name]]
    assert (stored ^ texts.keys(), changed) == (set(), []), (
        "run: python -m helpers.authoring workshop"
    )


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_all_links_lead_to_files_and_cells_that_exist(texts):
    ids: dict[Path, set[str]] = {}
    dead = []
    for name, text in texts.items():
        home = (COURSE.folder("notebooks") / FOLDER / name).parent
        for target in targets(text):
            if target.startswith("https://"):  # a lesson's own: test_hygiene.py looks at those
                continue
            file, cell = LINK.fullmatch(target).group("file", "cell")
            path = (home / file).resolve()
            exists = path.is_file() or path.relative_to(COURSE.root).as_posix() in pages_of(texts)
            if cell and path not in ids:
                ids[path] = {c.id for c in nbformat.read(path, as_version=4).cells}
            if not exists or (cell and cell not in ids[path]):
                dead.append((name, target))
    assert dead == []


def pages_of(texts) -> set[str]:
    return {f"notebooks/{FOLDER}/{name}" for name in texts}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.file)
def test_a_plan_names_tasks_that_exist_and_its_minutes_add_up(plan):
    for part in plan.parts:
        assert {task.letter for task in part.tasks} <= set(letters(part.lesson.name))
    shown = [round(sum(minutes_of(part.lesson.cell(i)) for i in part.ids)) for part in plan.parts]
    tasks = [task.minutes for part in plan.parts for task in part.tasks]
    others = [part.pause + part.board + bool(part.tasks) for part in plan.parts]
    assert plan.minutes == sum(shown) + sum(tasks) + sum(others)
    assert plan.length * 0.08 < plan.left < plan.length * 0.25, "leave time for questions, no more"


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.file)
def test_the_rows_of_a_plans_table_add_up_to_what_it_says_of_them(plan, texts):
    text = texts[f"{plan.file}.md"]
    rows = re.findall(r"^\| \d+:\d\d \| \d+:\d\d \|[^|]*\|(.*)\|$", text, re.MULTILINE)
    assert len(rows) == len(plan.parts)
    numbers = [int(n) for row in rows for n in re.findall(r"(?:^|[ :])(\d+)(?![\d.])", row)]
    assert f"The parts take {sum(numbers)} of {plan.length} minutes" in text


def headings(lesson: Lesson) -> dict[str, str]:
    """The titles of a lesson's sections, with the cells at which they begin."""
    texts = [cell for cell in lesson.cells if cell.cell_type == "markdown"]
    found = [(title, c.id) for c in texts for title in re.findall(r"^##+ (.+)$", c.source, re.M)]
    return dict(found)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.file)
def test_what_is_said_names_no_section_that_the_plan_leaves_out(plan):
    """Unless it says that the section is in the lesson."""
    for part in plan.parts:
        at = headings(part.lesson)
        said = [part.say, part.idea, part.skip, *(task.why for task in part.tasks)]
        said += [beside_cell(part.lesson, identity, part.asides) for identity in part.ids]
        for text in said:
            named = {title for title in re.findall(r"\*([^*]+)\*", text) if title in at}
            left_out = {title for title in named if at[title] not in part.ids}
            assert not left_out or "in the lesson" in text, (part.lesson.name, text)


LEADS_ON = re.compile(r"\]\(#([^)]+)\)|[Ff]urther down|[Tt]he next section")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.file)
def test_a_shown_cell_that_names_what_is_left_out_has_a_word_on_that(plan):
    for part in plan.parts:
        at = {title.replace(" ", "-"): cell for title, cell in headings(part.lesson).items()}
        texts = [i for i in part.ids if part.lesson.cell(i).cell_type == "markdown"]
        silent = [i for i in texts if names_left_out(part, at, i) and i not in part.asides]
        assert silent == [], part.lesson.name


def names_left_out(part: Part, at: dict[str, str], identity: str) -> bool:
    """Does a cell name a section, or lead on to a cell, that the part does not show?"""
    lesson, source = part.lesson, part.lesson.cell(identity).source
    after = lesson.cells[lesson.places[identity] + 1 :]
    *_, end = source.split("\n\n")  # neither an explanation nor a box leads on to a cell
    if part.leads_nowhere(identity) and not end.endswith("</details>") and end[:1] != ">":
        return True
    places = {"next": next((c.id for c in after if c.id in at.values()), "")}
    for found in LEADS_ON.finditer(source):
        name = found[1] or ("next" if "next" in found[0] else "")
        if {**at, **places}.get(name, "line") not in part.ids:
            return True
    return False


def test_a_part_without_the_ground_of_the_lessons_idea_needs_one_of_its_own():
    given = {
        "lesson": "01_event_loops",
        "say": "x",
        "show": ["already-there..nested-run-explained"],
    }
    with pytest.raises(NotebookError, match="its part an `idea` of its own"):
        plans_module._part(COURSE, given, {})
    assert plans_module._part(COURSE, {**given, "idea": "y"}, {}).idea == "y"
    with pytest.raises(
        NotebookError, match=r"says something at .*'queue'.*, which it does not show"
    ):
        plans_module._part(COURSE, {**given, "idea": "y", "aside": [["queue", "z"]]}, {})


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.file)
def test_what_is_said_at_a_cell_names_the_heading_by_which_the_cell_is_found(plan, texts):
    for part in plan.parts:
        cells = part.lesson.cells
        expected = Written.of(part.lesson).expected
        for identity in part.asides.keys() | (expected.keys() & set(part.ids)):
            above = cells[: part.lesson.places[identity] + 1]
            titles = [re.match("##? (.+)", c.source) for c in above if c.cell_type == "markdown"]
            *_, last = filter(None, titles)
            page = texts[f"{plan.file}.md"]
            begins = f"- *{last[1]}*, [`{identity}`]("
            (told,) = [line for line in page.splitlines() if line.startswith(begins)]
            assert part.asides.get(identity, "") in told
            assert " ".join(expected.get(identity, "").split()) in told
            assert part.lesson.begins(identity) in told


def test_a_cell_is_found_by_how_it_begins():
    predicted = new_markdown_cell("**Predict.** Which `one or two` comes when?", id="p")
    folded = "<details><summary>Explain</summary>\n\nYes, a <dfn>b</dfn> `c d e` f g.\n</details>"
    cells = (
        *lesson_of("## a b", "\n%time f(1)\ng(2)").cells,
        predicted,
        new_markdown_cell(folded, id="f"),
    )
    found = [Lesson("01_x", cells).begins(identity) for identity in ("c0", "c1", "p", "f")]
    assert found[:2] == ["*a b*", "`%time f(1)`"]
    assert found[2:] == [
        "*Predict. Which `one or two` comes …*",
        "*Explain: Yes, a b `c d e` …*",
    ]


def test_a_cell_above_the_first_heading_has_no_section():
    assert lesson_of("## a", "x", "### b", "y").section("c3") == "a"
    with pytest.raises(NotebookError, match="'c0' stands below no heading"):
        lesson_of("x = 1", "## a").section("c0")


def test_minutes_at_the_board_need_words_on_what_fills_them():
    given = {"lesson": "00_start_here", "say": "x", "board": 5}
    given |= {"idea": "y", "show": ["check..right"]}
    with pytest.raises(NotebookError, match="need words on what fills them"):
        plans_module._part(COURSE, given, {})
    assert plans_module._part(COURSE, {**given, "at_board": "z"}, {}).at_board == "z"


def test_the_minutes_of_a_cell_follow_the_lessons_formula():
    picture = new_output("display_data", {"text/html": '<img src="x">', "text/plain": "x"})
    assert minutes_of(new_markdown_cell("word " * 90)) == 0.5
    assert minutes_of(new_markdown_cell("**Predict.** " + "word " * 179)) == 2.0
    assert minutes_of(new_code_cell("a = 1\nb = 2")) == pytest.approx(0.2)
    assert minutes_of(new_code_cell("draw()", outputs=[picture])) == pytest.approx(0.6)


def lesson_of(*sources: str) -> Lesson:
    """A lesson of these cells: Markdown where a source begins with #, else code."""
    make = {True: new_markdown_cell, False: new_code_cell}
    cells = [make[s.startswith("#")](s, id=f"c{n}") for n, s in enumerate(sources)]
    return Lesson("01_x", (new_code_cell("import helpers", id="set-up"), *cells))


def test_cells_are_run_before_those_that_use_their_names():
    lesson = lesson_of(
        "import time", "x = 1", "x = 2", "def f(y):\n    return g(y)", "g = max", "f(x)"
    )
    assert to_run(lesson, ["c5"]) == ["set-up", "c2", "c3", "c5"]
    assert to_run(lesson, ["c4", "c5"], done=["set-up", "c2"]) == ["c3", "c4", "c5"]


def test_a_functions_own_names_need_no_cell():
    lesson = lesson_of(
        "log = 1", "def f(log):\n    return log", "with open(f) as log:\n    log.read()"
    )
    assert to_run(lesson, ["c2"]) == ["set-up", "c1", "c2"]


def test_a_section_ends_at_the_next_heading_of_its_level():
    lesson = lesson_of("## a", "x", "### b", "y", "## c")
    assert lesson.chosen("c0..") == ["c0", "c1", "c2", "c3"]
    assert lesson.chosen("c1..c2") == ["c1", "c2"]
    assert lesson.chosen("c4..") == ["c4"]
    with pytest.raises(NotebookError, match="no cell 'none'"):
        lesson.chosen("none")
    with pytest.raises(NotebookError, match="comes before the first"):
        lesson.chosen("c2..c1")


def test_a_lesson_without_notes_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    nbformat.write(new_notebook(), tmp_path / "notebooks" / "01_x.ipynb")
    monkeypatch.setattr(notes, "NOTES", tmp_path)
    with pytest.raises(NotebookError, match="01_x: a lesson and its notes"):
        written_lessons(Course(tmp_path))
