"""Tools for the course's authors: run notebooks, make exercises from solutions, find drift."""

from helpers.authoring.drift import drift
from helpers.authoring.exercises import exercise_from, write_exercise
from helpers.authoring.notebook_files import AuthoringError, Course
from helpers.authoring.outputs import refresh

__all__ = ["AuthoringError", "Course", "drift", "exercise_from", "refresh", "write_exercise"]
