"""Exercises that grade themselves: `ex = load("01_event_loops")`, then `ex.a.check(answer)`."""

from helpers.grading.task import WrongAnswer, load

__all__ = ["WrongAnswer", "load"]
