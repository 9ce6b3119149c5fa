"""What virtual time raises: a proven deadlock, what it cannot do, and the end of a thread."""

from typing import NamedTuple

__all__ = ["Deadlock", "Unwind", "VirtualTimeError", "Wait"]


class Wait(NamedTuple):
    """One wait of a deadlock: the task or thread (kind) of the name `who` waits at a line.

    call: the function of the standard library that waits, or "". subject: the lock, as the program
    names it; holder: who holds it; both "" if unknown. key: tells apart locks of one name.
    text: all of it in words.
    """

    kind: str
    who: str
    call: str
    file: str
    line: int
    subject: str
    holder: str
    key: int
    text: str


class VirtualTimeError(RuntimeError):
    """The program does what has no meaning in virtual time; the message says what to do."""


class Deadlock(VirtualTimeError):
    """Every task and every thread waits, and none of them can ever be woken; `waits` says where.

    `at` is the second at which that was so; ending the tasks may take longer.
    """

    def __init__(self, message: str = "", waits: tuple[Wait, ...] = (), at: float = 0.0) -> None:
        super().__init__(message)
        self.waits, self.at = waits, at

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the lines that wait are in the message, not on the stack."""
        return [f"{type(self).__name__}: {self}", *getattr(self, "__notes__", ())]


class Unwind(BaseException):
    """Ends a controlled thread where it waits; its `with` and `finally` blocks still run."""
