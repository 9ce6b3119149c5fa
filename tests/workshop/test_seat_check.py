"""A seat's check names what is missing, and says how to mend it."""

import json
import re

import pytest

from helpers import __main__ as command_line
from helpers import doctor
from helpers.doctor import Finding, examine
from helpers.places import MARK, exercise_path
from helpers.working_copy import bring_in
from helpers.workshop import seat_check
from helpers.workshop.seat_check import checks_of
from helpers.workshop.sending import CannotSend, ask
from helpers.workshop.service import PackService


def only(check) -> Finding:
    """Return the one finding of a check."""
    (finding,) = check()
    return finding


def test_where_all_is_well_nothing_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.grading.parent.ROUND_SECONDS", 0.2)
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "my"))
    bring_in(tmp_path / "my")
    with PackService(tmp_path) as board:
        findings = examine(checks_of(board.url))
    assert len(findings) == 5
    assert {finding.state for finding in findings} <= {"ok", "odd"}, findings
    assert findings[-1] == Finding("ok", "the board answers")


def test_exercises_that_are_damaged_or_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    assert only(seat_check.exercises).mend == "python -m helpers update"
    monkeypatch.setattr(seat_check, "known", lambda: ["01_event_loops", "03_futures"])
    (tmp_path / MARK).write_text("{}")
    (tmp_path / "exercises").mkdir()
    exercise_path(tmp_path, "01_event_loops").write_text("{")
    findings = list(seat_check.exercises())
    assert [finding.state for finding in findings] == ["missing"] * 2
    assert findings[0].what.startswith("exercises/01_exercise_event_loops.ipynb cannot be read")
    assert findings[1].mend == "python -m helpers reset 03 (what is there is kept)"


def test_records_that_cannot_be_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "none"))
    finding = only(seat_check.records)
    assert finding.state == "missing" and "No such file" in finding.what


@pytest.mark.parametrize(
    ("check", "judged", "state", "words"),
    [
        ("verdicts", ("GRADER_FAULT", 1.0), "missing", "a check fails by itself"),
        ("verdicts", ("NOT_ASKED", 9.0), "odd", "a check takes 9 s"),
        ("verdicts", ("NOT_ASKED", 1.0), "ok", "a check gives its verdict"),
        ("hangs", ("PASS", 1.0), "missing", "gets PASS, not STUCK"),
        ("hangs", ("STUCK", 1.0), "ok", "is stopped"),
    ],
)
def test_verdicts_that_are_none(monkeypatch, check, judged, state, words):
    monkeypatch.setattr(seat_check, "_judged", lambda body: judged)
    finding = only(getattr(seat_check, check))
    assert finding.state == state and words in finding.what
    assert bool(finding.mend) == (state != "ok")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/word", "http://" + "a" * 70 + "/word", "nowhere"]
)
def test_a_board_that_does_not_answer(url):
    finding = only(checks_of(url)[-1])
    assert finding.state == "missing" and finding.what.startswith("no board: ")
    assert "network" in finding.mend


def test_the_doctor_says_it_as_json_and_for_a_seat(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "CHECKS", (lambda: [Finding("ok", "words")],))
    asked = []
    missing = (lambda: [Finding("missing", "a ✓", "mend it")],)
    monkeypatch.setattr(seat_check, "checks_of", lambda url: asked.append(url) or missing)
    assert command_line.main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "findings": [{"state": "ok", "what": "words", "mend": ""}],
    }
    assert command_line.main(["doctor", "--json", "--seat", "http://x:1/y"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False
    assert command_line.main(["doctor", "--seat"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "         → mend it"
    assert asked == ["http://x:1/y", ""]


def test_what_answers_without_a_word_is_named(monkeypatch):
    monkeypatch.setattr("helpers.workshop.sending._asked", lambda *_: (502, "", None))
    with pytest.raises(CannotSend, match=re.escape("at 10.0.0.9:8765 is no board (502)")):
        ask("http://10.0.0.9:8765/k7m2p9xwq3")
