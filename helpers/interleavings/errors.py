"""What exploring may refuse or give up on, as exceptions that say what to do instead."""

__all__ = ["Abandon", "DidNotReturn", "ExplorationError", "NotRepeatable", "TooManySteps"]


class ExplorationError(RuntimeError):
    """The program under exploration cannot be explored; the message says why."""


class NotRepeatable(ExplorationError):
    """The same schedule did two different things."""

    def __init__(self, seen: str) -> None:
        super().__init__(
            f"not repeatable: {seen}. The program depends on more than its schedule. Either "
            "something is left over from the run before, such as a counter, a list, a dict or a "
            "lock of a class or of the notebook: let setup() make it new. Or a value differs from "
            "run to run, such as a clock, a random number, id(), hash() or the order of a set: "
            "let setup() call random.seed(0), and number the objects that you want to sort"
        )


class TooManySteps(ExplorationError):
    """A run did not come to an end."""


class DidNotReturn(ExplorationError):
    """A thread blocks on something real, so that nobody else gets a turn."""


class Abandon(BaseException):
    """Unwinds the threads of a run that is over; `except Exception` lets it pass."""
