"""Keeps a second of unneeded work out of the import of nbformat."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["without_grammar"]

GRAMMAR = "rfc3987_syntax"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Let jsonschema, if it is imported in this block, do without addresses in other alphabets.

    It imports `rfc3987_syntax` for them if that is installed, as it is with JupyterLab, and that
    module parses a grammar when it is imported: for a second, in which `reset` would be done.
    jsonschema goes on without it (`jsonschema/_format.py`); no notebook holds such an address.
    """
    if GRAMMAR in sys.modules:
        yield
        return
    sys.modules[GRAMMAR] = None  # its import fails, as if it were not installed
    try:
        yield
    finally:
        del sys.modules[GRAMMAR]
