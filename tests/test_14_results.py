"""Tests of the results that lesson 14 stores of a real uvicorn: five ways, and its shutdown."""

import re
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
FIVE_WAYS = (DATA / "14_five_ways.txt").read_text(encoding="utf-8").splitlines()
SHUTDOWN = (DATA / "14_shutdown.txt").read_text(encoding="utf-8").splitlines()
BUILD = re.compile(r"CPython 3\.\d+\.\d+, \w+, (?:(\d+) cores, )?fastapi [\d.]+, uvicorn [\d.]+.*")
THREADS = ("plain", "to_thread", "background")  # in which a job dies with the process


def test_both_name_their_versions_and_columns():
    assert all(BUILD.fullmatch(lines[0]) for lines in (FIVE_WAYS, SHUTDOWN))
    assert [len(lines[1].split(", ")) for lines in (FIVE_WAYS, SHUTDOWN)] == [4, 5]


def test_the_five_ways_are_as_the_lesson_says():
    rows = {way: list(map(float, rest)) for way, *rest in map(str.split, FIVE_WAYS[2:])}
    assert list(rows) == "blocking plain to_thread own_pool asynchronous".split()
    blocking = rows.pop("blocking")
    assert blocking[0] > 20 < blocking[2]
    assert max(of_health for _, _, of_health in rows.values()) < 0.5
    cores = int(BUILD.fullmatch(FIVE_WAYS[0])[1])
    in_flight = [blocking[1], rows["plain"][1], rows["to_thread"][1]]
    assert in_flight == [1, 40, min(32, cores + 4)]


def test_the_shutdown_is_as_the_lesson_says():
    rows = {(way, limit): rest for way, limit, *rest in map(str.split, SHUTDOWN[2:])}
    ways = {way for way, _ in rows}
    assert len(rows) == 12 and len(ways) == 6
    assert all(rows[way, "none"][:2] == ["200", "yes"] for way in ways)
    assert {way for way in ways if rows[way, "1"][1] == "no"} == {*THREADS, "asynchronous"}
    got = {way: rows[way, "1"][0] for way in ways}
    assert {way for way in ways if got[way] == "200"} == {"blocking", "background"}
    assert set(got.values()) == {"200", "500"}
    at_once = {way for way in ways if float(rows[way, "1"][2]) < 1.5}
    assert at_once == {*THREADS, "asynchronous"}
