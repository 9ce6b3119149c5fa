"""Has nbval skip lesson 15 where Python has no tkinter; a plugin of pytest.

Its cells then print that they are skipped, and not what is stored; test_lesson_15.py runs them so.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest

__all__ = ["pytest_collection_modifyitems"]

LESSON = Path("notebooks", "15_desktop_window.ipynb")
SKIP = pytest.mark.skip(reason="this Python has no tkinter")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the lesson's cells if tkinter, or the library that it drives, is not there."""
    if find_spec("tkinter") is None or find_spec("_tkinter") is None:
        for item in items:
            if item.path.parts[-2:] == LESSON.parts:
                item.add_marker(SKIP)
