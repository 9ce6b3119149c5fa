"""Tests that the script of lesson 07 really computes on a cluster, and leaves nothing behind."""

import asyncio
import ipaddress
import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import distributed
import psutil
import pytest

DATA = Path(__file__).resolve().parents[2] / "notebooks" / "data"
STANDING = "resource_tracker"  # multiprocessing keeps it until the interpreter ends


@pytest.fixture
def lesson() -> SimpleNamespace:
    """What the script defines."""
    return SimpleNamespace(**runpy.run_path(str(DATA / "cluster.py")))


def listening() -> list[str]:
    """The addresses at which this process or a child of it can be reached."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    found = [each for process in family for each in process.net_connections("inet")]
    return [each.laddr.ip for each in found if each.status == psutil.CONN_LISTEN]


def children() -> list[str]:
    commands = [" ".join(child.cmdline()) for child in psutil.Process().children(recursive=True)]
    return [command for command in commands if STANDING not in command]


def test_the_script_prints_what_the_lesson_stores():
    command = [sys.executable, str(DATA / "cluster.py")]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    stored = (DATA / "cluster.txt").read_text(encoding="utf-8")
    assert printed.splitlines()[1:] == stored.splitlines()[1:]


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
