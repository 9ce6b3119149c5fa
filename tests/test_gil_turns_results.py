"""Tests of the results that lesson 05 stores of how threads take turns with the GIL."""

import re
import runpy
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "gil_turns.txt").read_text(encoding="utf-8")
BUILD = re.compile(r"CPython 3\.\d+\.\d+ with the GIL, \d+ cores")
LINE = re.compile(
    r"  (no other thread: a beat is|switch interval \d+ ms, [14] threads? that adds? up: a"
    r" (?:turn lasts|beat is)) (\d+\.\d) ms(?: late)?"
)
ORDER = re.compile(r"  16 (turns with the GIL|slices under a lock), by thread: ((?:[1-4] ?){16})")
INTERVALS = (5, 20, 100)


def parsed(text: str) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Return milliseconds by what was measured, and the two orders; ValueError for other lines."""
    head, *lines = text.splitlines()
    if not BUILD.fullmatch(head):
        raise ValueError(f"does not name the build: {head!r}")
    times: dict[str, float] = {}
    orders: dict[str, list[str]] = {}
    for line in lines:
        if time := LINE.fullmatch(line):
            times[time[1]] = float(time[2])
        elif order := ORDER.fullmatch(line):
            orders[order[1]] = order[2].split()
        else:
            raise ValueError(f"neither a time nor an order: {line!r}")
    return times, orders


def test_a_turn_and_a_beats_delay_are_one_switch_interval():
    times, _ = parsed(RESULTS)
    for interval in INTERVALS:
        turn = times[f"switch interval {interval} ms, 4 threads that add up: a turn lasts"]
        late = times[f"switch interval {interval} ms, 1 thread that adds up: a beat is"]
        assert turn == pytest.approx(interval, rel=0.1)
        assert late == pytest.approx(interval, rel=0.1)
    assert times["no other thread: a beat is"] < 1


def test_turns_with_the_gil_do_not_go_round_in_order():
    _, orders = parsed(RESULTS)
    assert all(set(order) == set("1234") for order in orders.values())
    gil, lock = orders.values()
    assert gil != gil[:4] * 4
    assert lock == lock[:4] * 4


@pytest.mark.parametrize("line", ["  a beat: 5 ms", "  16 turns: 1 2 3 4", ""])
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError, match="neither"):
        parsed(f"{RESULTS}{line}\n")


def test_the_script_measures_what_is_stored(monkeypatch, capsys):
    """It is not asked to measure well: nothing that computes runs."""
    script = runpy.run_path(str(DATA / "gil_turns.py"))
    names = script["main"].__globals__

    async def lateness():
        return 0.1

    monkeypatch.setattr("sys.setswitchinterval", lambda seconds: None)
    monkeypatch.setitem(names, "lateness", lateness)
    monkeypatch.setitem(names, "lateness_beside_a_sum", lambda: 5.0)
    monkeypatch.setitem(names, "turns_with_the_gil", lambda: [(1, 5.0), (2, 5.0)] * 60)
    monkeypatch.setitem(names, "SLICE", 0)
    script["main"]()
    times, orders = parsed(capsys.readouterr().out)
    stored_times, stored_orders = parsed(RESULTS)
    assert list(times) == list(stored_times) and list(orders) == list(stored_orders)
