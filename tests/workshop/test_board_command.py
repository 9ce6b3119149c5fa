"""The board's command from start to end: killed while it judges, it leaves all as it was."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.watchdog.conftest import MARK, running
from tests.workshop.packs import RIGHT, pack_of, put

ROOT = Path(__file__).resolve().parents[2]
HANGS = "def report(city):\n    while True: pass"


@pytest.mark.skipif(os.name != "posix", reason="kills a process at once")
def test_a_board_that_is_killed_leaves_packs_a_whole_page_and_no_process(tmp_path, monkeypatch):
    mark, page = secrets.token_hex(8), tmp_path / "board.html"
    monkeypatch.setenv(MARK, mark)
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # what a killed process leaves goes with it
    folder = tmp_path / "packs"
    folder.mkdir()
    put(folder, pack_of("7", a01=HANGS))
    put(folder, pack_of("8", a01=RIGHT))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    command = [sys.executable, "-m", "helpers", "board", str(folder), "--page", str(page)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as board:
        while not (page.exists() and len(running(mark)) > 1):
            assert board.poll() is None, board.stderr.read()
            time.sleep(0.01)
        board.kill()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert page.read_text(encoding="utf-8").endswith("</html>\n")
    while running(mark):  # the answer's process ends when nobody listens to it any more
        time.sleep(0.01)
