"""`python -m helpers`: which words do what, and what is said of words that mean nothing."""

import json
import os
import re
import subprocess
import sys

import pytest

from helpers import __main__ as command_line
from helpers import lab
from helpers.__main__ import main
from helpers.grading import progress
from helpers.grading.verdict import Verdict
from helpers.working_copy import reset as resetting


def test_progress_prints_the_courses_map(tmp_path, monkeypatch, capsys):
    progress.record(tmp_path, "01_event_loops", "b", Verdict("01.b", "PASS"))
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    assert main(["progress"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "01 event loops · 4 tasks, 1 done" in lines
    assert "  ○ 01.a  not begun" in lines
    assert any(line.startswith("  ✓ 01.b  passed on 2") for line in lines)


def test_progress_for_programs_is_json(tmp_path, capsys):
    progress.record(tmp_path, "01_event_loops", "b", Verdict("01.b", "PASS"))
    assert main(["progress", "--json", "--work", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["tasks"]["01.b"]["passed"]


def test_update_makes_the_copy_and_says_where_it_is(tmp_path, capsys):
    folder = tmp_path / "mine"
    for said in ("Your copy of the course is", f"{folder} is up to date."):
        assert main(["update", "--work", str(folder)]) == 0
        assert capsys.readouterr().out.startswith(said)
    (tmp_path / "file").write_text("")
    assert main(["update", "--work", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.startswith("Loops & Threads: cannot write ")


def test_a_reader_that_has_gone_is_no_error():
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "helpers", "explain", "event loop is closed"]
    done = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, timeout=60)
    os.close(writes)
    assert (done.returncode, done.stderr) == (1, b"")


def test_ctrl_c_at_any_moment_is_one_line(monkeypatch, capsys):
    def interrupted(words):
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "main", interrupted)
    assert command_line.run() == 130
    assert capsys.readouterr().err == "Loops & Threads: ended by Ctrl-C.\n"


def test_the_version_is_that_of_the_project(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"Loops & Threads [\d.]+ with Python 3\.\S+\n", capsys.readouterr().out)


def test_reset_goes_on_to_the_first_that_cannot_be(monkeypatch, capsys):
    def reset(name, folder):
        if name == "77":
            raise resetting.CannotReset("there is no exercise '77'")
        return f"{name} done"

    monkeypatch.setattr(resetting, "reset", reset)
    assert main(["reset", "01.a", "77", "01.b"]) == 1
    said = capsys.readouterr()
    assert said.out == "01.a done\n"
    assert said.err == "Loops & Threads: there is no exercise '77'\n"


def test_the_labs_options_are_passed_on_as_they_are(monkeypatch):
    given = []
    monkeypatch.setattr(lab, "open_lab", lambda *words: given.append(words))
    words = ["--no-browser", "--port=8890", "--help-all", "notebooks"]
    assert main(["lab", *words]) == 0
    assert main(["lab", "--work", "mine", *words]) == 0
    assert given == [(words, None), (words, "mine")]


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_the_labs_help_is_the_courses_own_and_makes_nothing(word, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(lab, "open_lab", lambda *words: pytest.fail("it was opened"))
    with pytest.raises(SystemExit) as ended:
        main(["lab", "--work", str(tmp_path / "mine"), "--no-browser", word])
    assert ended.value.code == 0 and list(tmp_path.iterdir()) == []
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("usage: python -m helpers lab [-h] [--work FOLDER]")
    assert "--help-all lists its own options" in said


@pytest.mark.parametrize("words", [[], ["lap"]])
def test_other_words_show_the_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert command_line.USAGE.format(program="python -m helpers") in capsys.readouterr().err


@pytest.mark.parametrize("words", [["reset"], ["doctor", "x"], ["progress", "--all"]])
def test_words_that_a_command_does_not_know_show_its_own_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"usage: python -m helpers {words[0]} ") and "explore" not in said


def test_the_installed_command_goes_by_its_own_name(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["/some/bin/loops-and-threads"])
    with pytest.raises(SystemExit):
        main(["reset"])
    assert capsys.readouterr().err.startswith("usage: loops-and-threads reset ")


def test_a_pipe_without_the_symbols_is_no_failure():
    command = [sys.executable, "-m", "helpers", "progress"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and "00.a  " in done.stdout
