"""Which of the exceptions that calls raised came out of 05.a's answer, and in what."""

from helpers.grading.kit import Run

__all__ = ["note_errors"]


def note_errors(run: Run, due: list[Exception], error: Exception) -> None:
    """Note which of the errors that are due came out, and in what."""
    group = error.exceptions if isinstance(error, ExceptionGroup) else [error]
    leaves = list(map(repr, flat(error)))
    wanted = [each for each in map(repr, due) if each in leaves]
    run.note(
        came=len(wanted),
        raised="ExceptionGroup" if wanted or group != [error] else "",
        bare=not isinstance(error, ExceptionGroup),
        nested=any(isinstance(each, ExceptionGroup) for each in group),
        others=len(leaves) - len(wanted),
        reordered=leaves != wanted,
    )


def flat(error: BaseException) -> list[BaseException]:
    """Return the exceptions in a group, also those of groups in it; of another one itself."""
    if not isinstance(error, BaseExceptionGroup):
        return [error]
    return [inner for each in error.exceptions for inner in flat(each)]
