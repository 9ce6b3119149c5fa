"""The index of errors: each program prints the words of its entry, and words lead to the entry."""

import ast
import inspect
import io
import os
import re
from collections import Counter

import pytest

from helpers.__main__ import main
from helpers.authoring.errors import FILE, error_cells, write_errors
from helpers.error_index import Entry, Words, entries, find
from helpers.error_index.commands import IN_LESSONS, MOST_SECTIONS, NONE, ONE, SURE, explain
from helpers.error_index.programs import ENDS_ITSELF, hangs, printed, run_program, shown
from helpers.error_index.search import ABOUT, Found
from helpers.error_index.sections import SUBJECT, Section, find_sections, sections
from helpers.error_index.stems import stems
from helpers.grading import engine_mistakes, mistakes
from helpers.notebook_files import Course, canonical_text, read_notebook

MOST_LINES, MOST_OF_MENDED, MOST_COLUMNS = 12, 14, 100
EVERY = pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
# The notebook runs every program too; so here `make test` runs some, and `make answers` all.
STEP = 1 if os.environ.get("COURSE_ALL_ANSWERS") == "1" else 8
SOME = pytest.mark.parametrize("entry", entries()[::STEP], ids=lambda entry: entry.id)
REAL = "<Future pending cb=[Task.task_wakeup()] at 0x7F3A2B10>"
PASTED = """\
Traceback (most recent call last):
  File "/srv/app/import_prices.py", line 31, in main
    prices = await client.fetch(city)  # attached to no loop, never retrieved
             ^^^^^^^^^^^^^^^^^^^^^^^^
{last}
"""
# Questions as people ask them: in a sentence, with names that no entry knows.
QUESTIONS = {
    "Why does my weather bot start a coroutine only 20 seconds after a thread asked for it?": (
        "stop-from-thread"
    ),
    "I want to run hypercorn on a separate thread of my desktop app": "loop-signal-off-main",
    "The second request waits until the first one has completed, both are async def": (
        "endpoint-blocks"
    ),
    "my script needs the Enter key before it exits after Ctrl+C": "keyboard-in-a-thread",
    "Is it safe to call send of one websocket from many threads?": "one-connection-many-loops",
    "fail_after does not interrupt my blocking function in run_sync": "anyio-waits-for-the-thread",
    "Sensor callbacks are not called while I do time.sleep(5), they all come later": (
        "blocks-the-loop"
    ),
    "Can I hand contextvars over to an executor of tornado?": "context-lost",
}
SECTION = Section("05_threads.ipynb", "A race", "")
ELSEWHERE = (
    "ZeroDivisionError: division by zero",
    "How do I bake bread at home?",
    "ModuleNotFoundError: No module named 'requests'",
    "list index out of range",
)


@SOME
def test_a_program_prints_the_words_of_its_entry(entry):
    outcome = run_program(entry.program, entry)
    due = [words for words in entry.words if words.are_of_this_python]
    assert not due or any(words.stand_in(printed(outcome)) for words in due), printed(outcome)
    assert hangs(outcome) == entry.hangs
    assert entry.words or entry.hangs or outcome.error is None


@SOME
def test_a_mended_program_ends_and_complains_of_nothing(entry):
    outcome = run_program(entry.mended, entry)
    # The process is ended at once: multiprocessing has not tidied up yet, nor has anyio.
    said = [line for line in outcome.stderr.splitlines() if "resource_tracker" not in line]
    left = [name for name in outcome.leftover_threads if name != ENDS_ITSELF]
    assert outcome.kind == "returned" and not said, printed(outcome)
    assert outcome.stdout and not left


@EVERY
def test_an_entry_has_its_parts_in_few_lines(entry):
    for source, most in ((entry.program, MOST_LINES), (entry.mended, MOST_OF_MENDED)):
        lines = [line for line in source.splitlines() if line.strip()]
        assert 0 < len(lines) <= most
        assert all(len(line) <= MOST_COLUMNS for line in lines)
    assert bool(entry.words) != bool(entry.symptom)
    assert entry.read and entry.why.endswith((".", "`")) and entry.mend.endswith((".", "`"))
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.id)


def test_no_id_and_no_heading_comes_twice():
    for said in ("id", "heading"):
        count = Counter(getattr(entry, said) for entry in entries())
        assert [name for name, times in count.items() if times > 1] == []


def test_there_are_at_least_forty_messages_and_symptoms():
    assert len(entries()) >= 40


def codes_of_the_catalogue() -> set[str]:
    """The names that `mistakes.py` can give: first arguments of its `_mistake`, and defaults."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(mistakes))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_mistake":
            found.add(getattr(node.args[0], "value", None))
        if isinstance(node, ast.FunctionDef):
            defaults = [default for default in node.args.kw_defaults if default is not None]
            found |= {getattr(default, "value", None) for default in defaults}
    return {code for code in found if isinstance(code, str) and code.isupper()}


def test_each_mistake_of_the_catalogue_is_named_by_an_entry():
    catalogue = codes_of_the_catalogue() | {engine_mistakes.NEST_ASYNCIO, "STUCK"}
    assert {"SEQUENTIAL_AWAIT", "TOO_LATE"} <= catalogue
    assert catalogue - {code for entry in entries() for code in entry.codes} == set()


def first_of(found: list[Found]) -> list[Entry]:
    """The entries that are most like: two share a message that one Python gives both mistakes."""
    return [each.entry for each in found if each.likeness == found[0].likeness]


@EVERY
def test_words_lead_to_their_entry(entry):
    for words in entry.words:
        real = words.text.replace("…", REAL)
        mangled = real.upper().replace(".", " ")
        for said in (words.text, real, mangled, PASTED.format(last=real)):
            assert entry in first_of(find(said)), said
    for said in filter(None, (entry.symptom, *entry.also)):
        assert entry in first_of(find(said)), said
    assert [found.entry for found in find(entry.id)] == [entry]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_leads_to_its_entry(question):
    assert QUESTIONS[question] in [found.entry.id for found in find(question)[:3]]


@pytest.mark.parametrize("question", ELSEWHERE)
def test_a_question_about_something_else_leads_nowhere(question):
    assert find(question) == []
    assert find_sections(question) == []


HEADINGS = Counter(section.heading for section in sections())
OF_THE_SUBJECT = [s for s in sections() if stems(s.heading) & SUBJECT and HEADINGS[s.heading] == 1]


@pytest.mark.parametrize("section", OF_THE_SUBJECT, ids=lambda section: section.heading)
def test_a_heading_leads_to_its_section(section):
    if len(stems(section.heading)) > 1:
        assert section in find_sections(section.heading)[:MOST_SECTIONS]


def test_a_comment_of_a_program_is_no_heading():
    assert len(sections()) > 200
    assert not [section for section in sections() if not section.heading]
    assert "Three waits at once" in HEADINGS


def test_a_sentence_is_never_explained_in_full_for_its_single_words():
    entry = next(entry for entry in entries() if entry.id == "blocks-the-loop")
    words = "loop holds timer answer debug mode message names the task and the line executing"
    assert next(f for f in find(words) if f.entry is entry).likeness <= ABOUT < SURE


def test_a_mistakes_name_leads_to_each_entry_that_has_it():
    for code in {code for entry in entries() for code in entry.codes}:
        wanted = [entry for entry in entries() if code in entry.codes]
        for text in (code, f"✗ 02.a  {code}\n  seen    2 waits"):
            assert [found.entry for found in find(text)] == wanted


def an_entry(identity, **fields):
    parts = dict.fromkeys(("why", "mend", "program", "mended"), "x = 1.")
    return Entry(identity, read=("01_event_loops.ipynb", "99_none.ipynb#Later"), **parts | fields)


def test_an_entry_that_is_meant_is_explained_in_full():
    words = (Words("Old words", until="3.13"), Words("New words", since="3.14"))
    entry = an_entry("known", words=words, why="It is\nlate.\n\nOr early.")
    said = explain([Found(0.9, entry), Found(0.5, an_entry("other", symptom="A hang"))], [SECTION])
    assert said.startswith("Old words (Python 3.11 to 3.13)\nNew words (Python 3.14 and newer)\n")
    assert "\n\nWhy. It is late.\n\nOr early.\n\nMend. x = 1.\n\n    x = 1.\n\n" in said
    assert "\nRead: notebooks/01_event_loops.ipynb\n" in said
    assert "other" not in said


@pytest.mark.parametrize("likenesses", [(0.9, 0.85), (0.5, 0.1)])
def test_several_that_are_as_like_are_listed_best_first(likenesses):
    made = [an_entry("one", symptom="One hangs"), an_entry("two", symptom="Two hang")]
    said = explain([Found(likeness, e) for likeness, e in zip(likenesses, made, strict=True)], [])
    assert said.splitlines()[1:] == [
        "One hangs",
        "    explain one",
        "Two hang",
        "    explain two",
    ]


def test_one_that_may_be_meant_is_named():
    said = explain([Found(0.5, an_entry("one", symptom="One hangs"))], [])
    assert said.splitlines() == [ONE, "One hangs", "    explain one"]


def test_a_list_names_sections_of_lessons_too():
    place = 'notebooks/05_threads.ipynb, "A race"'
    said = explain([Found(0.5, an_entry("one", symptom="One hangs"))], [SECTION] * 9)
    assert said.splitlines() == [
        ONE,
        "One hangs",
        "    explain one",
        "",
        IN_LESSONS,
        *[place] * MOST_SECTIONS,
    ]
    assert explain([], [SECTION]).splitlines() == [IN_LESSONS, place]


def test_the_command_explains_what_it_is_given_or_reads(monkeypatch, capsys):
    text = "RuntimeError: Event loop is closed"
    assert main(["explain", "event", "LOOP", "is closed"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{text}\n\nWhy. ")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASTED.format(last=text)))
    assert main(["explain"]) == 0
    assert capsys.readouterr().out == said


def test_the_command_says_what_to_try_when_nothing_is_like_it(capsys):
    assert main(["explain", "ZeroDivisionError: division by zero"]) == 1
    assert capsys.readouterr().out == NONE + "\n"


def test_the_command_says_how_it_is_used(capsys):
    assert main(["explain", "--help"]) == 0
    assert "python -m helpers explain SEQUENTIAL_AWAIT" in capsys.readouterr().out


def test_a_cell_shows_what_was_printed_if_it_is_not_what_the_entry_says():
    entry = an_entry("known", words=(Words("ValueError: no"),))
    outcome = run_program("raise ValueError('yes')")
    assert shown(outcome, entry).startswith("these words do not come:")
    assert "ValueError: yes" in shown(outcome, entry)
    assert shown(run_program("raise ValueError('no')"), entry) == "ValueError: no"


def test_words_are_found_in_a_coloured_traceback(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    entry = an_entry("known", words=(Words("ValueError: no"),))
    source = "import threading\ndef work():\n    raise ValueError('no')\n"
    source += "thread = threading.Thread(target=work)\nthread.start()\nthread.join()"
    outcome = run_program(source)
    assert shown(outcome, entry) == "ValueError: no"


def test_a_cell_shows_where_a_program_hangs_and_which_threads_are_left():
    waits = "import threading\nthreading.Event().wait()"
    entry = an_entry("known", symptom="A hang", program=waits, hangs=True)
    assert shown(run_program(waits, entry), entry).splitlines() == [
        "stopped, as it hangs:",
        "MainThread waits at: threading.Event().wait()",
    ]
    leaves = "import threading\nwait = threading.Event().wait\n"
    leaves += "threading.Thread(target=wait, name='loop').start()"
    assert shown(run_program(leaves), entry) == "still running at the end: thread loop"


def test_the_stored_notebook_is_that_of_the_entries():
    stored = read_notebook(Course().folder("notebooks") / FILE)
    made = error_cells()
    cure = "run: python -m helpers.authoring errors, then: python -m helpers.authoring outputs"
    assert [(c.id, c.source) for c in stored.cells] == [(c.id, c.source) for c in made], cure


def test_outputs_of_cells_that_are_as_before_are_kept(tmp_path):
    course = Course(tmp_path)
    assert write_errors(course) == "written"
    path = course.folder("notebooks") / FILE
    notebook = read_notebook(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    code[1].execution_count = 2
    code[2].source += "\nx = 1"
    code[2].execution_count = 3
    path.write_text(canonical_text(notebook), encoding="utf-8")
    assert write_errors(course) == "written"
    code = [cell for cell in read_notebook(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code[:4]] == [None, 2, None, None]
