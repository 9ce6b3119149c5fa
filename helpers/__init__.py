"""The package behind the course: instruments, a practice service, a bridge and the grader."""

from helpers.bridge import LoopThread
from helpers.stop_button import enable_stop

__all__ = ["LoopThread", "enable_stop"]
