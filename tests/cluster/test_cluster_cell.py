"""Tests that lesson 07 really computes on a cluster, on this machine only, and leaves nothing."""

import asyncio
import ipaddress
import os
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import distributed
import psutil
import pytest

from helpers.authoring.outputs import execute, run
from helpers.notebook_files import read_notebook
from tests.leak_check import leaks

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "07_executors.ipynb"
CELLS = "set-up imports count-evens cluster-settings cluster-def cluster-run".split()
STANDING = "resource_tracker"  # multiprocessing keeps it until the interpreter ends


@pytest.fixture
def notebook():
    """Lesson 07, cut down to what the cell on a cluster needs."""
    found = read_notebook(LESSON)
    found.cells = [cell for cell in found.cells if cell.id in CELLS]
    assert [cell.id for cell in found.cells] == CELLS
    return found


@pytest.fixture
def lesson(notebook, monkeypatch) -> SimpleNamespace:
    """What the cells with the cluster's settings and its coroutine define."""
    monkeypatch.syspath_prepend(LESSON.parent)
    sources = {cell.id: cell.source for cell in notebook.cells}
    names: dict = {"__name__": "lesson"}
    for identity in ("imports", "cluster-settings", "cluster-def"):
        exec(compile(sources[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def listening() -> list[str]:
    """The addresses at which this process or a child of it can be reached."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    found = [each for process in family for each in process.net_connections("inet")]
    return [each.laddr.ip for each in found if each.status == psutil.CONN_LISTEN]


def children() -> list[str]:
    commands = [" ".join(child.cmdline()) for child in psutil.Process().children(recursive=True)]
    return [command for command in commands if STANDING not in command]


def test_the_cell_prints_what_a_worker_has_counted(notebook):
    run(execute(notebook, LESSON.parent))
    assert [output.text for output in notebook.cells[-1].outputs] == ["5\n"]


def test_the_cell_leaves_no_process_thread_or_task(notebook):
    assert leaks(notebook, LESSON.parent) == []


def test_the_job_runs_in_another_process_which_ends(lesson):
    assert asyncio.run(lesson.on_a_cluster(os.getpid)) != os.getpid()
    assert children() == []


def test_only_this_machine_can_reach_the_cluster_which_has_no_dashboard(lesson):
    async def look():
        async with (
            distributed.LocalCluster(**lesson.LOCAL) as cluster,
            aiohttp.ClientSession() as session,
            session.get(cluster.dashboard_link) as dashboard,
        ):
            return listening(), dashboard.status

    addresses, status = asyncio.run(look())
    assert addresses and all(ipaddress.ip_address(each).is_loopback for each in addresses)
    assert status == 404
