"""What tests of the recorder do again and again: record a function, run threads, look at lanes."""

import threading

from helpers.timeline import Timeline

__all__ = ["in_threads", "names", "record"]


def record(body, *args):
    """Call a function under a Timeline of its own module; return the recording."""
    with Timeline(scope=body.__globals__) as seen:
        body(*args)
    return seen.recording


def in_threads(*bodies):
    """Run each function in a thread of its own, called t0, t1, ..., and wait for all."""
    threads = [threading.Thread(target=body, name=f"t{i}") for i, body in enumerate(bodies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def names(recording, kind):
    """The names of the lanes of one kind."""
    return [lane.name for lane in recording.shown() if lane.kind == kind]
