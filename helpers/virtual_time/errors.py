"""What virtual time raises: a proven deadlock, what it cannot do, and the end of a thread."""

__all__ = ["Deadlock", "Unwind", "VirtualTimeError"]


class VirtualTimeError(RuntimeError):
    """The program does what has no meaning in virtual time; the message says what to do."""


class Deadlock(VirtualTimeError):
    """Every task and every thread waits, and none of them can ever be woken."""


class Unwind(BaseException):
    """Ends a controlled thread where it waits; its `with` and `finally` blocks still run."""
