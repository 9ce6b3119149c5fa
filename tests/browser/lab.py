"""Drives JupyterLab, as `make lab` starts it, in the system's Chromium."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

COURSE = Path(__file__).resolve().parents[2]
SCREENSHOTS = COURSE / ".jupyter" / "screenshots"
# Background services would only retry against a network that a test machine may not have.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@contextmanager
def served(folder: Path, *command: str, **variables: str) -> Iterator[str]:
    """Start JupyterLab as a learner would in `folder`; yield the address that it prints.

    By default `folder` is a clone. `command` starts another one, `variables` are its environment's.
    """
    words = command or (sys.executable, "-m", "helpers", "lab")
    log = folder.parent / "lab.log"
    with log.open("w") as stderr:
        # A learner's kernels do not run under pytest, and remember progress.
        other = ("PYTEST_CURRENT_TEST", "COURSE_WORK")
        environment = {k: v for k, v in os.environ.items() if k not in other} | variables
        server = subprocess.Popen(
            [*words, "--no-browser"], cwd=folder, env=environment, stderr=stderr
        )
    try:
        yield _address(log, server)
    finally:
        server.terminate()
        server.wait(30)


def _address(log: Path, server: subprocess.Popen) -> str:
    """Wait for the address, with its token, in what JupyterLab prints."""
    while server.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\S+token=\w+", log.read_text()):
            return found.group()
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@contextmanager
def chromium() -> Iterator[Page]:
    """Open one page of a fresh browser profile."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        raise RuntimeError("no Chromium found; install your system's package `chromium`")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=executable,
            headless=True,
            viewport={"width": 1280, "height": 1000},
            args=FLAGS,
        )
        yield context.pages[0]
        context.close()


class Lab:
    """One notebook, open in JupyterLab."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.base, self.token = address.split("/lab")[0], address.split("token=")[1]

    def open(self, path: str) -> None:
        """Open the notebook `path`, and wait until its kernel can take a command."""
        self.page.goto(f"{self.base}/lab/workspaces/course/tree/{path}?token={self.token}")
        self.page.wait_for_selector(".jp-Notebook:visible .jp-Cell", timeout=60_000)
        self.wait_until_idle(path)

    def wait_until_idle(self, path: str, seconds: float = 60) -> None:
        """Wait until server and page agree that the kernel is idle: the page alone is too early."""
        end, good = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            good = good + 1 if self._is_idle(path) else 0
            if good >= 3:
                return
            self.page.wait_for_timeout(100)
        raise TimeoutError(f"the kernel of {path} is not idle after {seconds} s")

    def _is_idle(self, path: str) -> bool:
        request = f"{self.base}/api/sessions?token={self.token}"
        with urllib.request.urlopen(request, timeout=5) as answer:
            kernels = [s["kernel"] for s in json.load(answer) if s["path"] == path]
        ready = kernels and kernels[0]["execution_state"] == "idle" and kernels[0]["connections"]
        return bool(ready) and "| Idle" in self.page.locator(".jp-StatusBar-Widget").inner_text()

    def run_all(self, path: str, seconds: float = 60) -> float:
        """Run all cells; return the seconds until the kernel was idle again."""
        began = time.monotonic()
        self._menu("Run", "runmenu:run-all")
        self.page.wait_for_timeout(300)
        self.wait_until_idle(path, seconds)
        return time.monotonic() - began

    def stop(self) -> None:
        """Press Stop."""
        self._menu("Kernel", "kernelmenu:interrupt")

    def _menu(self, menu: str, command: str) -> None:
        self.page.click(f".lm-MenuBar-itemLabel:text-is('{menu}')")
        self.page.click(f"li[data-command='{command}']")

    def cell(self, text: str) -> Locator:
        """Return the first code cell whose source contains `text`."""
        cells = self.page.locator(".jp-Notebook:visible .jp-CodeCell")
        return cells.filter(has=self.page.locator(".cm-content", has_text=text)).first

    def write(self, text: str, source: str) -> None:
        """Replace the source of the cell that contains `text`."""
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def run(self, text: str) -> None:
        """Run the cell that contains `text`."""
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def output(self, text: str, wanted: str, seconds: float = 20) -> str:
        """Wait until the output of the cell that contains `text` contains `wanted`; return it."""
        area = self.cell(text).locator(".jp-Cell-outputArea")
        area.filter(has_text=wanted).wait_for(timeout=seconds * 1000)
        area.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)  # what was far from the view is rendered now, not before
        return area.inner_text()

    def choose_theme(self, name: str) -> None:
        """Choose a theme in the menu, such as "JupyterLab Dark"."""
        self.page.click(".lm-MenuBar-itemLabel:text-is('Settings')")
        self.page.hover(".lm-Menu-itemLabel:text-is('Theme')")
        self.page.click(f".lm-Menu-itemLabel:text-is('{name}')")
        self.page.wait_for_selector(f"body[data-jp-theme-name='{name}']", state="attached")

    def screenshot(self, name: str, part: Locator | None = None) -> Path:
        """Store what the learner sees now, or a part of it."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        (self.page if part is None else part).screenshot(path=path)
        return path
