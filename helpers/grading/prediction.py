"""What a learner says before a check, and how it compares with what the check saw."""

import json
import textwrap
from operator import attrgetter
from typing import Any, NamedTuple

from helpers.grading.verdict import WIDTH, Facts, NotSeen, rounds_of

__all__ = ["CannotPredict", "Prediction"]

LONGEST = 60  # characters of a value that are shown


class CannotPredict(ValueError):
    """A prediction is of no use here. It shows as one message, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """Tell IPython what to print in place of a traceback."""
        return textwrap.wrap(str(self), WIDTH)


class Prediction(NamedTuple):
    """A value that the learner expects for the fact of this name."""

    fact: str
    value: Any

    @classmethod
    def of(cls, task: str, fact: str | None, value: Any) -> "Prediction":
        """Return the prediction of `value`, as JSON data: facts are, so tuples become lists.

        Raises:
            CannotPredict: the task names no fact to predict, or `value` cannot be JSON data.
        """
        if fact is None:
            raise CannotPredict(f"{task} has nothing to predict; write your answer and check it.")
        try:
            return cls(fact, json.loads(json.dumps(value, allow_nan=False)))
        except (TypeError, ValueError, RecursionError):
            kind = type(value).__name__
            raise CannotPredict(
                f"{task}: a {kind} cannot be compared with what the check sees; predict a number, "
                "a text, True, False, None, or a list or dict of these."
            ) from None

    def __str__(self) -> str:
        return _short(self.value)

    def compared_with(self, facts: Facts) -> str:
        """Say in one line whether it came true."""
        try:
            seen = attrgetter(self.fact)(next(rounds_of(facts)))
        except (NotSeen, StopIteration):
            return f"predicted {self}; the run did not get far enough to tell"
        if seen == self.value:
            return f"predicted {self}, and so it was"
        return f"predicted {self}, it was {_short(seen)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
