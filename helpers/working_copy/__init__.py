"""A learner's own copy of the course: made once, and brought up to date without losing a word."""

from helpers.working_copy.bringing import ELSEWHERE, CannotCopy, bring_in

__all__ = ["ELSEWHERE", "CannotCopy", "bring_in"]
