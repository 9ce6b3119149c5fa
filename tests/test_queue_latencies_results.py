"""Tests of the latencies that lesson 09 stores: they say what the lesson says of them."""

import re
import runpy
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
STORED = (DATA / "queue_latencies.txt").read_text(encoding="utf-8")
HEAD = re.compile(r"CPython 3\.\d+\.\d+, \w+, janus \d+\.\d+\.\d+, one processor")
LINE = re.compile(r"  (.+): ([\d.]+), ([\d.]+)")


def designs(text: str) -> dict[str, tuple[float, float]]:
    """Return each design's latency in µs and its thousands of items a second."""
    head, *lines = text.splitlines()
    assert HEAD.fullmatch(head), head
    found = [LINE.fullmatch(line) for line in lines]
    assert None not in found, lines
    return {line[1]: (float(line[2]), float(line[3])) for line in found}


def test_the_stored_numbers_say_what_the_lesson_says():
    polling, by_thread, by_put, by_call, ours, janus = designs(STORED).values()
    waking = [by_thread, by_put, by_call, ours, janus]
    assert 5000 < polling[0] < 20_000
    assert max(latency for latency, _ in waking) < 3 * min(latency for latency, _ in waking)
    assert polling[0] > 50 * max(latency for latency, _ in waking)
    assert max(by_thread[1], by_put[1]) < 5 < min(by_call[1], ours[1], janus[1], polling[1])


def test_the_script_measures_what_is_stored(monkeypatch, capsys):
    """It is not asked to measure well: a few items of each."""
    pytest.importorskip("janus")
    script = runpy.run_path(str(DATA / "queue_latencies.py"))
    names = script["main"].__globals__
    for name, small in {"ITEMS": 2, "PAUSE": 0.001, "BURST": 3}.items():
        monkeypatch.setitem(names, name, small)
    monkeypatch.setattr("os.sched_setaffinity", lambda *args: None, raising=False)
    script["main"]()
    assert list(designs(capsys.readouterr().out)) == list(designs(STORED))
