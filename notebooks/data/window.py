"""A window that asks for the weather: it stays alive, shows errors, and can close at any moment.

Run it as `python window.py`, on a machine with a display.
"""

import asyncio
import tkinter
from concurrent.futures import CancelledError, wait

from helpers import LoopThread


async def fetch():
    await asyncio.sleep(2)
    return "4 °C"


class App:
    def __init__(self, root, weather, fetch=fetch):
        self.root, self.weather, self.fetch = root, weather, fetch
        root.title("Weather")
        root.geometry("320x130")
        self.label = tkinter.Label(root, text="press", font=("DejaVu Sans", 16))
        self.ask = tkinter.Button(root, text="Ask for the weather", command=self.press)
        self.stop = tkinter.Button(root, text="Cancel", command=self.cancel, state="disabled")
        for widget in (self.label, self.ask, self.stop):
            widget.pack(pady=4)
        self.timer, self.cancelled = None, []
        root.protocol("WM_DELETE_WINDOW", self.close)

    def press(self):
        self.show("asking …", busy=True)
        self.future = self.weather.submit(self.fetch)
        self.look()

    def look(self):
        if not self.future.done():
            self.timer = self.root.after(20, self.look)
            return
        try:
            self.show(self.future.result())
        except CancelledError:
            self.show("cancelled")
        except Exception as error:
            self.show(f"failed: {error}")

    def cancel(self):
        self.show("cancelling …", busy=True)
        self.stop["state"] = "disabled"
        self.cancelled.append(self.future)
        self.future.cancel()

    def close(self):
        if self.timer is not None:
            self.root.after_cancel(self.timer)
        self.root.destroy()

    def show(self, text, busy=False):
        self.label["text"] = text
        self.ask["state"] = "disabled" if busy else "normal"
        self.stop["state"] = "normal" if busy else "disabled"


def main():
    with LoopThread("weather") as weather:
        root = tkinter.Tk()
        app = App(root, weather)
        root.mainloop()
        wait(app.cancelled)  # the end of the block would cancel them once more


if __name__ == "__main__":
    main()
