"""The package behind the course: instruments, a practice service and the grader."""

from helpers.stop_button import enable_stop

__all__ = ["enable_stop"]
