"""Measures five ways to join a window and asyncio, and photographs a frozen and a live window.

Run it as `python window_forms.py`, on a machine with a display (`xvfb-run` makes one) and with
Pillow. `window_forms.txt` holds what one machine printed, `../pictures` the photographs.
"""

import asyncio
import os
import platform
import sys
import threading
import time
import tkinter
from functools import partial
from itertools import pairwise
from pathlib import Path

from PIL import ImageGrab

from helpers import LoopThread

EVERY, SECONDS, ROUNDS, SIZE = 20, 1.0, 5, (320, 110)  # ms between two redraws; s of a request
DONT_WAIT = 2  # TCL_DONT_WAIT
PICTURES = Path(__file__).parents[1] / "pictures"


async def fetch():
    await asyncio.sleep(SECONDS)
    return "4 °C"


class Window:
    """A window that notes each of its redraws; after 0.2 s somebody presses its button."""

    def __init__(self, press, *, shoots=None):
        self.root, self.redraws, self.pressed, self.answered = tkinter.Tk(), [], 0.0, 0.0
        self.root.title("Weather")
        self.root.geometry(f"{SIZE[0]}x{SIZE[1]}+0+0")
        self.label = tkinter.Label(self.root, text="press", font=("DejaVu Sans", 16))
        self.button = tkinter.Button(self.root, text="Ask for the weather")
        for widget in (self.label, self.button):
            widget.pack(pady=10)
        self.button["command"] = partial(self.press, press, shoots)
        self.root.after(200, self.button.invoke)
        self.redraw()

    def redraw(self):
        self.redraws.append(time.perf_counter())
        self.timer = self.root.after(EVERY, self.redraw)

    def close(self):
        self.root.after_cancel(self.timer)
        self.root.destroy()

    def press(self, press, shoots):
        self.pressed = time.perf_counter()
        self.label["text"] = "asking …"
        if shoots:
            threading.Timer(SECONDS / 2, shoots).start()
        press(self)

    def answer(self, text):
        self.answered = time.perf_counter()
        self.label["text"] = text
        self.root.after(200, self.close)

    def longest(self):
        """Return the longest time between two redraws while the request was under way."""
        return max(self.gaps())

    def gaps(self):
        times = [t for t in self.redraws if t < self.answered + 0.1]
        return [later - earlier for earlier, later in pairwise(times)]

    def row(self):
        """Return the redraws, in whole milliseconds since the press."""
        return " ".join(str(round(1000 * (each - self.pressed))) for each in self.redraws)


def synchronous(window):
    time.sleep(SECONDS)
    window.answer("4 °C")


def asyncio_run(window):
    window.answer(asyncio.run(fetch()))


def thread_and_look(window, work=fetch, bridge=None):
    future = bridge.submit(work)

    def look():
        if future.done():
            window.answer(future.result())
        else:
            window.root.after(EVERY, look)

    look()


def turned_by_after(window, work=fetch, loop=None):
    task = loop.create_task(work())

    def turn():
        loop.call_soon(loop.stop)
        loop.run_forever()
        if task.done():
            window.answer(task.result())
        else:
            window.root.after(EVERY, turn)

    turn()


async def pump(window, ended):
    while not ended():
        while window.root.tk.dooneevent(DONT_WAIT):
            pass
        await asyncio.sleep(0.01)


def in_mainloop(press, **options):
    window = Window(press, **options)
    window.root.mainloop()
    return window


def with_thread(work=fetch, **options):
    with LoopThread("asyncio") as bridge:
        return in_mainloop(partial(thread_and_look, work=work, bridge=bridge), **options)


def with_after(work=fetch):
    with asyncio.Runner() as runner:
        return in_mainloop(partial(turned_by_after, work=work, loop=runner.get_loop()))


def with_pump(work=fetch):
    async def main():
        ended, tasks, loop = [], [], asyncio.get_running_loop()

        async def ask(window):
            window.answer(await work())

        def press(window):
            tasks.append(loop.create_task(ask(window)))

        window = Window(press)
        window.root.bind("<Destroy>", ended.append)
        await pump(window, lambda: bool(ended))
        return window

    return asyncio.run(main())


FORMS = {
    "synchronous": partial(in_mainloop, synchronous),
    "asyncio.run": partial(in_mainloop, asyncio_run),
    "loop in a thread": with_thread,
    "asyncio turned by after": with_after,
    "Tk pumped by asyncio": with_pump,
}


async def waits():
    """Return the milliseconds that a wait of one millisecond takes."""
    begun = time.perf_counter()
    for _ in range(50):
        await asyncio.sleep(0.001)
    return (time.perf_counter() - begun) / 50 * 1000


def wait_takes(form):
    found = []

    async def work():
        found.append(await waits())
        return "4 °C"

    form(work)
    return found[0]


def photograph(name):
    ImageGrab.grab(bbox=(0, 0, *SIZE)).save(PICTURES / name, optimize=True)


def main():
    version = tkinter.Tcl().eval("info patchlevel")
    system = f"{platform.system()}, {os.cpu_count()} cores"
    print(f"CPython {platform.python_version()}, Tcl/Tk {version}, {system}")
    for name, form in FORMS.items():
        best = min((form() for _ in range(ROUNDS)), key=Window.longest)
        print(f"{name}: {best.row()}")
    for name in list(FORMS)[2:]:
        least = min(wait_takes(FORMS[name]) for _ in range(ROUNDS))
        print(f"a wait of 1 ms, {name}: {least:.1f} ms")


def photographs():
    in_mainloop(synchronous, shoots=partial(photograph, "window_frozen.png"))
    with_thread(shoots=partial(photograph, "window_alive.png"))


if __name__ == "__main__":
    photographs() if sys.argv[1:] == ["photographs"] else main()
