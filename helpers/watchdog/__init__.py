"""Run code that may hang in a fresh child process, and come back with data."""

from helpers.watchdog.outcome import ErrorInfo, Frame, Outcome, StackOf
from helpers.watchdog.parent import run

__all__ = ["ErrorInfo", "Frame", "Outcome", "StackOf", "run"]
