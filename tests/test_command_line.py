"""`python -m helpers`: which words do what, and what is said of words that mean nothing."""

import os
import subprocess
import sys

import pytest

from helpers import __main__ as command_line
from helpers import lab
from helpers.__main__ import main
from helpers.grading import progress
from helpers.grading import reset as resetting
from helpers.grading.verdict import Verdict


def test_progress_prints_the_courses_map(tmp_path, monkeypatch, capsys):
    progress.record(tmp_path, "01_event_loops", "b", Verdict("01.b", "PASS"))
    monkeypatch.setattr(progress, "EXERCISES", tmp_path)
    assert main(["progress"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "01 event loops · 4 tasks, 1 done" in lines
    assert "  ○ 01.a  not begun" in lines
    assert any(line.startswith("  ✓ 01.b  passed on 2") for line in lines)


def test_reset_goes_on_to_the_first_that_cannot_be(monkeypatch, capsys):
    def reset(name):
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
    monkeypatch.setattr(lab, "open_lab", given.extend)
    words = ["--no-browser", "--port=8890", "--help", "-h", "notebooks"]
    assert main(["lab", *words]) == 0
    assert given == words


@pytest.mark.parametrize("words", [[], ["lap"], ["reset"], ["doctor", "x"], ["progress", "--all"]])
def test_other_words_show_the_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert command_line.USAGE in capsys.readouterr().err


def test_a_pipe_without_the_symbols_is_no_failure():
    command = [sys.executable, "-m", "helpers", "progress"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and "00.a  " in done.stdout
