"""Run code that may hang in a fresh child process, and come back with data."""

from helpers.watchdog.outcome import ErrorInfo, Frame, Outcome, StackOf
from helpers.watchdog.parent import run
from helpers.watchdog.program import ProgramEnd, run_program

__all__ = ["ErrorInfo", "Frame", "Outcome", "ProgramEnd", "StackOf", "run", "run_program"]
