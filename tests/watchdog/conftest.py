"""A `run` that checks after each watched run that nothing of it is left."""

import os
import secrets
import tempfile
import threading

import psutil
import pytest

from helpers import watchdog

MARK = "WATCHDOG_TEST"  # its own mark: the watchdog's must not be what its test relies on


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Give `watchdog.run` with a mark in the environment; at the end look for what is left."""
    mark = secrets.token_hex(8)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv(MARK, mark)
    before = set(threading.enumerate())
    yield watchdog.run
    assert running(mark) == []
    assert list(folder.iterdir()) == []
    assert set(threading.enumerate()) <= before


def running(mark):
    """Return the other processes that carry the mark and are not merely waiting to be collected."""
    found = []
    for process in psutil.process_iter():
        try:
            marked = process.pid != os.getpid() and process.environ().get(MARK) == mark
            if marked and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found
