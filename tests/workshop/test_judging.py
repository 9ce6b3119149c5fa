"""Packs are judged again, by facts of a child process; nothing that they hold runs elsewhere."""

import os
import re
import secrets
from dataclasses import replace

import psutil
import pytest

from helpers import watchdog
from helpers.grading.attempt import asked_of
from helpers.workshop import board as board_module
from helpers.workshop import judging
from helpers.workshop.board import Board
from helpers.workshop.judging import Judged, answers_in
from helpers.workshop.pack import Cell, text_of
from helpers.workshop.reading import taken
from tests.watchdog.conftest import MARK, running
from tests.workshop.packs import RIGHT, pack_of, put, with_cell

NAME = "01_event_loops"
WRONG = "def report(city):\n    return asyncio.run(temperature(city))\n"
TELLS = "def report(city):\n    raise ValueError(f'in {os.getpid()};')\n"
FORKS = "def report(city):\n    while True:\n        os.fork()\n"
WRITES = "def report(city):\n    open({path!r}, 'a')\n"
DEEP = f"X = {'-' * 200_000}1\n\n{RIGHT}"


def taken_here(pack) -> list[dict]:
    """Take a pack's answers in this process."""
    asked = [
        [NAME, task[-1], pack.names[task], sorted(asked_of(NAME, task[-1]))] for task in pack.tasks
    ]
    return taken(
        asked, {name: [list(cell) for cell in cells] for name, cells in pack.notebooks.items()}
    )


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """A board that has judged good and hostile packs, by seat; no process of them is left."""
    folder, mark = tmp_path_factory.mktemp("packs"), secrets.token_hex(8)
    precious = tmp_path_factory.mktemp("outside") / "precious"
    precious.write_text("mine")
    put(folder, replace(pack_of("right", a01=RIGHT), progress={"01.a": "NESTED_RUN"}))
    put(folder, replace(pack_of("wrong", a01=WRONG), progress={"01.a": "PASS"}))
    for name, source in [("tells", TELLS), ("forks", FORKS)]:
        put(folder, with_cell(pack_of(name, a01=source), NAME, Cell("os", "import os", True), 0))
    put(folder, pack_of("writes", a01=WRITES.format(path=str(precious))))
    put(folder, pack_of("deep", a01=DEEP))
    before = sorted(folder.iterdir())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(MARK, mark)
        with Board(folder, workers=2) as board:
            board.look()
            assert board.wait(300)
        assert running(mark) == []
    assert sorted(folder.iterdir()) == before, "the board writes nothing there"
    found = {seat.pack.seat: seat for seat in board.seats.by_name.values()}
    assert precious.read_text() == "mine"
    return {name: seat.judged["01.a"] for name, seat in found.items()}


def test_what_a_pack_says_of_its_answers_is_not_believed(judged):
    assert judged["right"].code == "PASS"
    assert judged["wrong"].code == "NESTED_RUN"


def test_code_runs_in_the_watchdogs_children_alone_and_is_ended_there(judged):
    assert judged["forks"].code == "ERROR" and "os.fork()" in str(judged["forks"].lines)
    pid = int(re.search(r"in (\d+);", judged["tells"].lines[0][1])[1])
    assert pid != os.getpid() and not psutil.pid_exists(pid)


def test_an_answer_writes_in_no_folder_but_its_own(judged):
    assert judged["writes"].code == "ERROR"
    assert "the board lets no answer write outside" in judged["writes"].lines[0][1]


def test_a_source_that_the_parser_refuses_is_an_error_of_its_own(judged):
    assert judged["deep"].code == "ERROR"
    assert "source" in judged["deep"].lines[0][1]


def test_the_limits_of_the_reader_hold_for_one_pack(monkeypatch):
    stopped = watchdog.Outcome(kind="stopped", seconds=1.0, limit="cpu")
    monkeypatch.setattr(judging.watchdog, "run", lambda *_, **__: stopped)
    (answer,) = answers_in(pack_of(a01=RIGHT))
    assert answer.attempt is None and "too large" in answer.refused


def test_a_machine_without_processes_blames_nobody(monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("Python does not start")

    monkeypatch.setattr(judging.watchdog, "run", fail)
    (answer,) = answers_in(pack_of(a01=RIGHT))
    assert judging.judge(answer).code == "GRADER_FAULT"


def test_an_answer_is_taken_as_the_notebook_takes_it():
    (found,) = taken_here(pack_of(a01=RIGHT))
    assert found["name"] == "report" and "async def temperature" in found["source"]
    assert not found["untouched"] and not found["nests"]


def test_a_stub_is_an_answer_that_is_not_written():
    (found,) = taken_here(pack_of(a01="def report(city):\n    ..."))
    assert found["untouched"] == "report"


def test_cells_behind_the_check_help_but_do_not_replace():
    pack = pack_of(a01="def report(city):\n    return helper(city)")
    pack = with_cell(pack, NAME, Cell("mine", "def helper(city): return 1", True))
    pack = with_cell(pack, NAME, Cell("other", "def report(city): return 2", True))
    (found,) = taken_here(pack)
    assert "def helper(city): return 1" in found["source"] and "return 2" not in found["source"]
    pack = with_cell(pack, NAME, Cell("given", "def helper(city): return 3", False))
    assert "return 3" not in taken_here(pack)[0]["source"]


def test_an_answer_whose_name_is_defined_nowhere_is_refused():
    (found,) = taken_here(replace(pack_of(a01=RIGHT), names={"01.a": "other"}))
    assert found == {"refused": "no cell defines other; write it as `def`, `async def` or `class`."}


def test_an_example_holds_what_was_written_without_comments():
    source = 'def report(city):\n    """By Zoë."""\n    # Zoë\n    return 1  # mine\n'
    (found,) = taken_here(pack_of(a01=source))
    assert found["example"] == "def report(city):\n    return 1"


def test_the_seats_take_turns(tmp_path, monkeypatch):
    order = []

    def noted(answer):
        order.append(answer.task)
        return Judged("PASS", (), "")

    parts = {"a01": RIGHT, "b01": "class TimerLoop: pass", "c01": "class WakingLoop: pass"}
    put(tmp_path, pack_of("many", **parts))
    put(tmp_path, pack_of("one", a02="async def report(): pass"))
    monkeypatch.setattr(
        board_module,
        "answers_in",
        lambda pack: [judging.Answer(task, None, pack.seat) for task in pack.tasks],
    )
    monkeypatch.setattr(board_module, "judge", noted)
    board = Board(tmp_path, workers=1)
    board.look()
    with board:
        assert board.wait(60)
    assert order.index("02.a") <= 1, "one answer of a seat, then one of the next"
    assert board.waiting == 0


def test_the_same_answer_is_judged_once_but_a_fault_again(tmp_path, monkeypatch):
    calls, code = [], ["GRADER_FAULT"]
    answers = lambda pack: [judging.Answer("01.a", None, "same", example=pack.seat)]  # noqa: E731
    monkeypatch.setattr(board_module, "answers_in", answers)
    monkeypatch.setattr(
        board_module, "judge", lambda answer: calls.append(answer) or Judged(code[0], (), "")
    )
    with Board(tmp_path, workers=1) as board:
        for number in range(4):
            put(tmp_path, pack_of(str(number), a01=RIGHT))
            board.look()
            assert board.wait(60)
            code[0] = "PASS"
    assert len(calls) == 2
    assert sorted(seat.judged["01.a"].example for seat in board.seats.by_name.values()) == [*"0123"]


def test_a_pack_that_breaks_the_board_costs_only_its_own_seat(tmp_path, monkeypatch):
    def answers(pack):
        if pack.seat == "bad":
            raise ZeroDivisionError("odd")
        return []

    monkeypatch.setattr(board_module, "answers_in", answers)
    put(tmp_path, pack_of("bad", a01=RIGHT))
    put(tmp_path, pack_of("good", a01=RIGHT))
    with Board(tmp_path, workers=1) as board:
        board.look()
        assert board.wait(60)
    troubles = {seat.pack.seat: seat.trouble for seat in board.seats.by_name.values()}
    assert troubles == {"bad": "it cannot be judged (ZeroDivisionError: odd)", "good": ""}


def test_a_seat_that_has_sent_anew_is_judged_by_its_new_pack(tmp_path, monkeypatch):
    monkeypatch.setattr(board_module, "answers_in", lambda pack: [])
    path = put(tmp_path, pack_of("7", a01=RIGHT))
    board = Board(tmp_path, workers=1)
    board.look()
    path.write_bytes(text_of(pack_of("8", a01=WRONG)).encode())
    board.look()
    with board:
        assert board.wait(60)
    (seat,) = board.seats.by_name.values()
    assert seat.answers == [] and seat.pack.seat == "8"
