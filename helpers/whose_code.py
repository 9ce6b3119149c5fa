"""Tells by the name of a file whose code is in it: the reader's, a library's, or this package's."""

import functools
import os
import sysconfig
import tempfile

__all__ = ["CELLS", "JUDGED", "PACKAGE", "is_library", "is_standard", "is_users", "shown_name"]

PACKAGE = os.path.dirname(os.path.abspath(__file__)) + os.sep
CELLS = (os.path.join(tempfile.gettempdir(), "ipykernel_"), "<ipython-input", "<ipython-cell")
JUDGED = "<your answer>"  # the name that helpers.grading gives to the code of an answer

_STANDARD = tuple({sysconfig.get_path(key) + os.sep for key in ("stdlib", "platstdlib")})
_FROZEN = "<frozen"  # modules of the standard library that are compiled into the interpreter
_INSTALLED = tuple(f"{os.sep}{kind}-packages{os.sep}" for kind in ("site", "dist"))


def _is_installed(filename: str) -> bool:
    return any(folder in filename for folder in _INSTALLED)


def is_standard(filename: str) -> bool:
    """Whether the code is of the standard library."""
    return filename.startswith((*_STANDARD, _FROZEN)) and not _is_installed(filename)


def is_library(filename: str) -> bool:
    """Whether the code is of the standard library or of an installed package."""
    return is_standard(filename) or _is_installed(filename)


@functools.lru_cache(maxsize=4096)
def is_users(filename: str) -> bool:
    """Whether the reader wrote the code: in a cell, an answer or a file of their own."""
    if filename.startswith((*CELLS, JUDGED)):
        return True
    return not (filename.startswith(("<", PACKAGE)) or is_library(filename))


def shown_name(filename: str) -> str:
    """The file's name for messages: `cell` for one of a notebook's, whose own name is by chance."""
    return "cell" if filename.startswith(CELLS) else filename
