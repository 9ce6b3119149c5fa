"""Tools for the course's authors: run notebooks, make exercises from solutions, find drift."""

from helpers.authoring.exercises import drift, write_exercise
from helpers.authoring.outputs import refresh
from helpers.exercise_form import exercise_from
from helpers.notebook_files import Course, NotebookError

__all__ = ["Course", "NotebookError", "drift", "exercise_from", "refresh", "write_exercise"]
