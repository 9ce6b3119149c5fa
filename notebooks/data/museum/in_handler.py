"""A signal handler that takes a lock which the interrupted code holds."""

import signal
import threading

lines, lock = [], threading.Lock()


def note(text):
    with lock:
        lines.append(text)
        if text == "working":
            signal.raise_signal(signal.SIGINT)  # Ctrl-C, at the worst moment


def main():
    signal.signal(signal.SIGINT, lambda *_: note("interrupted"))
    note("working")


# The cure: a handler takes no lock. It sets a flag, at which the program looks elsewhere.


def mended():
    interrupted = []
    signal.signal(signal.SIGINT, lambda *_: interrupted.append(True))
    note("working")
    if interrupted:
        note("interrupted")
    return lines
