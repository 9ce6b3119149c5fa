"""Two clerks exchange seats between two theatres; some evenings, both stand still."""

import threading


class Theatres:
    def __init__(self):
        self.opera, self.ballet = threading.Lock(), threading.Lock()
        self.moved = 0


def to_ballet(theatres):
    with theatres.opera:
        with theatres.ballet:
            theatres.moved += 1


def to_opera(theatres):
    with theatres.ballet:
        with theatres.opera:
            theatres.moved -= 1
