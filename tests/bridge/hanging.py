"""Cases that must fail, to test the runner of the others."""

import sys
import threading


def sleep_for_ever():
    threading.Event().wait()


def complain():
    print("a warning", file=sys.stderr)
