"""Counts votes in two threads; now and then the total is too small."""

import threading


class Poll:
    def __init__(self):
        self.yes = 0
        self.lock = threading.Lock()


def count(poll):
    seen = poll.yes
    with poll.lock:
        poll.yes = seen + 1


def is_complete(poll):
    return poll.yes == 2
