"""In a live kernel: only the reader's own tasks and threads show, and the picture shows once."""

import json
from itertools import pairwise

import pytest

from tests.kernels import run_cells

SETUP = """
import asyncio, json, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from helpers.timeline import Timeline
lock = threading.Lock()
def job():
    with lock:
        time.sleep(0.2)
async def child():
    await asyncio.sleep(0.01)
async def main(hold=0):
    await asyncio.gather(child(), child())
    await asyncio.to_thread(job)
    time.sleep(hold)
    await asyncio.sleep(0.01)
def show(seen):
    print(json.dumps([seen.lanes, [s for s in seen.spans], seen.hops]))
"""
CELLS = {
    # A busy machine stretches steps too, but not by so much.
    "awaited": "with Timeline(stall=0.8) as seen:\n    await main(1)\nshow(seen)",
    "plain": (
        "with Timeline() as seen:\n"
        "    t = threading.Thread(target=job, name='helper')\n"
        "    t.start()\n"
        "    t.join()\n"
        "show(seen)"
    ),
    "loop in a thread": (
        "with Timeline() as seen:\n"
        "    t = threading.Thread(target=lambda: asyncio.run(main()), name='helper')\n"
        "    t.start(); t.join()\n"
        "show(seen)"
    ),
    "picture": "seen.draw()",
    "replay": "seen.replay()",
    "restored": "print(asyncio.Handle._run.__module__, type(lock) is type(threading.Lock()))",
}


@pytest.fixture(scope="module")
def outputs():
    _, *outputs = run_cells((SETUP, *CELLS.values()))
    return dict(zip(CELLS, outputs, strict=True))


def recorded(outputs, name):
    lanes, spans, hops = json.loads(outputs[name][0].text)
    return {name: kind for name, kind, *_ in lanes}, spans, hops


def test_only_what_the_cell_started_has_a_lane(outputs):
    lanes, _, _ = recorded(outputs, "awaited")
    assert lanes == {
        "loop": "loop",
        "this cell": "task",
        "child": "task",
        "child #2": "task",
        "asyncio_0": "thread",
        "lock · lock": "lock",
    }


def test_the_cells_own_task_has_no_gap(outputs):
    _, spans, _ = recorded(outputs, "awaited")
    mine = [s for s in spans if s[0] == "this cell"]
    assert all(a[3] == b[2] for a, b in pairwise(mine))
    assert [s[1] for s in mine if s[1] != "ready"][:3] == ["running", "waiting", "running"]
    assert [s[4] for s in mine if s[1] == "waiting"] == ["gather", "to_thread", "sleep"]


def test_a_stall_names_the_line_of_the_cell(outputs):
    _, spans, _ = recorded(outputs, "awaited")
    (stall,) = [s for s in spans if s[0] == "this cell" and s[1] == "stalled"]
    assert stall[4].startswith("time.sleep · cell line 13 · ")


def test_a_cell_that_never_awaits_is_shown_as_its_thread(outputs):
    lanes, spans, _ = recorded(outputs, "plain")
    assert lanes == {"main thread": "thread", "helper": "thread", "lock · lock": "lock"}
    assert ["blocked", "helper.join · cell line 4"] in [[s[1], s[4]] for s in spans]


def test_a_loop_in_another_thread_is_seen_and_the_kernels_is_not(outputs):
    lanes, _, _ = recorded(outputs, "loop in a thread")
    assert [name for name, kind in lanes.items() if kind == "loop"] == ["loop"]
    assert [name for name, kind in lanes.items() if kind == "task"] == ["main", "child", "child #2"]


def test_the_picture_is_shown_once_with_the_same_words_each_time(outputs):
    (shown,) = outputs["picture"]
    assert set(shown.data) == {"text/html", "text/plain"}
    words = "<timeline: 1 loop, 3 tasks, 2 threads, 1 lock>"
    assert shown.data["text/plain"] == words
    assert shown.data["text/html"].startswith(
        '<img alt="1 loop, 3 tasks, 2 threads, 1 lock, in real'
    )
    assert ' width="672" ' in shown.data["text/html"]


def test_the_replay_is_a_page(outputs):
    (shown,) = outputs["replay"]
    assert set(shown.data) == {"text/html", "text/plain"}


def test_the_kernel_is_left_as_it_was(outputs):
    assert outputs["restored"][0].text == "asyncio.events True\n"
