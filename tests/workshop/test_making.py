"""A learner's pack: what goes into it, what is left out, and that it holds no name unasked."""

import json
from pathlib import Path

import nbformat
import pytest

from helpers.__main__ import main
from helpers.grading import progress
from helpers.grading.attempts import note
from helpers.grading.verdict import Verdict
from helpers.places import exercise_path
from helpers.workshop.making import SEAT_FILE, CannotPack, make_pack
from helpers.workshop.pack import MOST_BYTES, parse
from tests.workshop.packs import RIGHT

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_event_loops"


@pytest.fixture
def folder(tmp_path):
    """A learner's working folder with two exercises as they were given."""
    here = tmp_path / "my"
    (here / "exercises").mkdir(parents=True)
    for name in ("00_start_here", NAME):
        text = (ROOT / "exercises" / f"{name}.ipynb").read_text(encoding="utf-8")
        exercise_path(here, name).write_text(text, encoding="utf-8")
    return here


def write(folder: Path, place: str, source: str, after: str | None = None) -> None:
    """Write a source into the cell `place`, or into a new one behind the cell `after`."""
    path = exercise_path(folder, NAME)
    notebook = nbformat.read(path, as_version=4)
    ids = [cell.id for cell in notebook.cells]
    if after:
        notebook.cells.insert(ids.index(after) + 1, nbformat.v4.new_code_cell(source, id=place))
    else:
        notebook.cells[ids.index(place)].source = source
    nbformat.write(notebook, path)


def cells_of(pack) -> dict[str, tuple[str, bool]]:
    """Return the sources in a pack's one notebook, and which are added, by id."""
    (cells,) = pack.notebooks.values()
    return {cell.id: (cell.source, cell.added) for cell in cells}


def test_only_exercises_with_an_answer_are_packed(folder):
    write(folder, "a-attempt", RIGHT)
    pack, troubles = make_pack(folder)
    assert pack.names == {"01.a": "report"} and list(pack.notebooks) == [NAME]
    assert cells_of(pack)["a-attempt"] == (RIGHT, False)
    assert not [identity for identity in cells_of(pack) if identity.endswith("-ways")]
    assert troubles == []


def test_nothing_is_packed_where_nothing_is_written(folder):
    with pytest.raises(CannotPack, match="no task has an answer yet"):
        make_pack(folder)


def test_a_task_that_was_checked_counts_wherever_its_answer_stands(folder):
    write(folder, "mine", RIGHT, after="a-check")
    note(folder, "01.a", "check", "NESTED_RUN")
    pack, _ = make_pack(folder)
    assert pack.names == {"01.a": "report"}
    assert cells_of(pack)["mine"] == (RIGHT, True)
    assert [event.code for event in pack.attempts] == ["NESTED_RUN"]


def test_a_learner_may_check_another_name(folder):
    write(folder, "a-attempt", RIGHT.replace("report", "mine"))
    write(folder, "a-check", "ex.a.check( mine )")
    assert make_pack(folder)[0].names == {"01.a": "mine"}


def test_magics_and_shell_lines_are_python_in_a_pack(folder):
    write(folder, "a-attempt", f"%time x = 1\n!ls\n{RIGHT}")
    source, _ = cells_of(make_pack(folder)[0])["a-attempt"]
    compile(source, "cell", "exec")
    assert source.endswith(RIGHT)


def test_progress_goes_with_it(folder):
    write(folder, "a-attempt", RIGHT)
    progress.record(folder, NAME, "a", Verdict("01.a", "PASS"))
    assert make_pack(folder)[0].progress == {"01.a": "PASS"}


def test_a_seat_is_remembered_until_it_is_taken_back(folder):
    write(folder, "a-attempt", RIGHT)
    seats = [make_pack(folder, seat)[0] for seat in (None, "7", None, "", None)]
    assert [pack.seat for pack in seats] == ["", "7", "7", "", ""]
    assert len({pack.id for pack in seats}) == 1


@pytest.mark.parametrize("content", ["", "[]", '{"id": 3, "seat": ""}', '{"id": "x", "seat": 1}'])
def test_a_damaged_seat_file_is_begun_anew(folder, content):
    write(folder, "a-attempt", RIGHT)
    (folder / SEAT_FILE).write_text(content)
    pack, _ = make_pack(folder)
    assert json.loads((folder / SEAT_FILE).read_text()) == {"id": pack.id, "seat": ""}


def test_a_damaged_notebook_costs_a_line(folder):
    write(folder, "a-attempt", RIGHT)
    exercise_path(folder, "00_start_here").write_text("{")
    pack, (trouble,) = make_pack(folder)
    assert trouble.startswith("00_exercise_start_here.ipynb cannot be read") and pack.names


def test_a_cell_full_of_data_is_refused(folder):
    write(folder, "a-attempt", f"{RIGHT}DATA = {'x' * MOST_BYTES!r}")
    with pytest.raises(CannotPack, match="take out what is long"):
        make_pack(folder)


def test_a_folder_that_cannot_be_written(folder, monkeypatch):
    write(folder, "a-attempt", RIGHT)
    (folder / ".progress.lock").mkdir()
    with pytest.raises(CannotPack, match="my cannot be written"):
        make_pack(folder)


def test_the_command_writes_one_file_for_one_learner(folder, tmp_path, monkeypatch, capsys):
    write(folder, "a-attempt", RIGHT)
    monkeypatch.setenv("COURSE_WORK", str(folder))
    shared = tmp_path / "shared"
    shared.mkdir()
    assert main(["pack", "--seat", "7", "--to", str(shared)]) == 0
    assert main(["pack", "--to", str(shared)]) == 0
    (path,) = shared.iterdir()
    assert parse(path.read_bytes()).seat == "7"
    assert capsys.readouterr().out.splitlines()[0].endswith(" KiB, seat 7.")
    assert main(["pack", "--to", str(shared / "none" / "x.json")]) == 2
    assert "cannot be written to" in capsys.readouterr().err
