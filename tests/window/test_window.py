"""Tests lesson 15's window, and the course's own answers to its exercise, on real windows of Tk."""

import asyncio
import gc
import runpy
import threading
import tkinter
from concurrent.futures import wait
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import LoopThread
from helpers.notebook_files import read_notebook

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    cell.id: cell.source
    for cell in read_notebook(ROOT / "solutions" / "15_desktop_window.ipynb").cells
}


@pytest.fixture(autouse=True)
def _windows_end_in_their_thread():
    """Tcl aborts the process if another thread's garbage collection deletes a window."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def window() -> SimpleNamespace:
    """What the lesson's script defines."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "notebooks" / "data" / "window.py")))


@pytest.fixture
def answers() -> SimpleNamespace:
    """The course's own answers."""
    names: dict = {}
    for identity in ("imports", "a-attempt", "b-attempt", "c-attempt", "d-attempt"):
        exec(compile(SOURCES[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


class User:
    """Presses the buttons of a window, one after the other, each when a text is to be seen."""

    def __init__(self, root: tkinter.Tk, label: tkinter.Label, *acts: tuple[str, object]) -> None:
        self.root, self.label, self.acts = root, label, list(acts)
        self.seen: list[str] = []
        self.timer = root.after(1, self.look)

    def look(self) -> None:
        text = self.label["text"]
        if self.seen[-1:] != [text]:
            self.seen.append(text)
        self.timer = self.root.after(5, self.look)
        if self.acts and self.acts[0][0] == text:
            _, act = self.acts.pop(0)
            if act == "close":
                self.root.after_cancel(self.timer)
                act = self.root.tk.call("wm", "protocol", ".", "WM_DELETE_WINDOW")
                self.root.tk.call(act)
            else:
                act()


async def fetch():
    await asyncio.sleep(0.2)
    return "4 °C"


async def fail():
    await asyncio.sleep(0.2)
    raise LookupError("no weather")


def slow(log: list[str]):
    async def fetch_slowly():
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.1)
            log.append("cleaned up")

    return fetch_slowly


def play(window, fetch, *acts):
    """Let the user act on the lesson's window; return the texts that were seen."""
    with LoopThread("weather") as weather:
        root = tkinter.Tk()
        app = window.App(root, weather, fetch)
        names = {"ask": app.ask.invoke, "stop": app.stop.invoke, "close": "close"}
        user = User(root, app.label, *((text, names[act]) for text, act in acts))
        root.mainloop()
        wait(app.cancelled)
    return user.seen


def test_the_window_shows_an_answer(window, capfd):
    acts = ("press", "ask"), ("4 °C", "close")
    assert play(window, fetch, *acts) == ["press", "asking …", "4 °C"]
    assert capfd.readouterr().err == ""


def test_the_window_shows_an_error(window, capfd):
    acts = ("press", "ask"), ("failed: no weather", "close")
    assert play(window, fail, *acts)[1:] == ["asking …", "failed: no weather"]
    assert capfd.readouterr().err == ""


def test_cancelled_is_said_after_the_cleanup(window, capfd):
    log: list[str] = []
    acts = ("press", "ask"), ("asking …", "stop"), ("cancelled", "close")
    seen = play(window, slow(log), *acts)
    assert seen == ["press", "asking …", "cancelling …", "cancelled"]
    assert log == ["cleaned up"] and capfd.readouterr().err == ""


@pytest.mark.parametrize("last", ["asking …", "cancelling …"])
def test_closed_during_a_request_it_waits_for_the_cleanup(window, capfd, last):
    log: list[str] = []
    acts = [("press", "ask"), ("asking …", "stop"), ("cancelling …", "close")]
    if last == "asking …":
        acts[1:] = [("asking …", "close")]
    play(window, slow(log), *acts)
    assert log == ["cleaned up"] and capfd.readouterr().err == ""


def test_destroyed_with_a_timer_set_tk_prints_an_error(capfd):
    root = tkinter.Tk()
    root.after(200, print, "never")
    root.after(100, root.destroy)
    root.mainloop()
    wait_for_timers = tkinter.Tk()
    wait_for_timers.after(300, wait_for_timers.destroy)
    wait_for_timers.mainloop()
    assert "invalid command name" in capfd.readouterr().err


class RealWindow:
    """The exercise's Window on a real one."""

    def __init__(self) -> None:
        self.root = tkinter.Tk()
        self.text = tkinter.Label(self.root, text="press")
        self.push = tkinter.Button(self.root, command=lambda: self.on_press())
        self.stop = tkinter.Button(self.root, command=lambda: self.on_cancel())
        self.after, self.after_cancel = self.root.after, self.root.after_cancel
        self.destroy, self.mainloop = self.root.destroy, self.root.mainloop
        self.on_close = self.destroy
        self.root.protocol("WM_DELETE_WINDOW", lambda: self.on_close())

    label = property(lambda self: self.text["text"], lambda self, text: self.text.config(text=text))
    button = property(
        lambda self: self.push["state"], lambda self, state: self.push.config(state=state)
    )


def use(run, *acts: tuple[str, str]) -> list[str]:
    """Run a program with a real window while the user acts; return the texts that were seen."""
    window = RealWindow()
    names = {"press": window.push.invoke, "cancel": window.stop.invoke, "close": "close"}
    user = User(window.root, window.text, *((text, names[act]) for text, act in acts))
    run(window)
    assert threading.active_count() == 1
    return user.seen


@pytest.mark.parametrize(
    ("name", "request_", "end"),
    [("press", fetch, "4 °C"), ("press_safely", fail, "failed: no weather")],
)
def test_the_answers_a_and_b_on_a_real_window(answers, capfd, name, request_, end):
    def run(window):
        with LoopThread("weather") as weather:
            window.on_press = lambda: getattr(answers, name)(window, weather, request_)
            window.mainloop()

    assert use(run, ("press", "press"), (end, "close")) == ["press", "asking", end]
    assert capfd.readouterr().err == ""


def test_the_answer_c_on_a_real_window(answers, capfd):
    log: list[str] = []
    use(lambda w: answers.weather_window(w, slow(log)), ("press", "press"), ("asking", "close"))
    assert log == ["cleaned up"] and capfd.readouterr().err == ""


def test_the_answer_d_on_a_real_window(answers, capfd):
    log: list[str] = []

    async def download(report):
        report("part 1")
        await slow(log)()

    acts = ("press", "press"), ("part 1", "cancel"), ("cancelled", "close")
    seen = use(lambda window: answers.download_window(window, download), *acts)
    assert seen[-3:] == ["part 1", "cancelling", "cancelled"]
    assert log == ["cleaned up"] and capfd.readouterr().err == ""
