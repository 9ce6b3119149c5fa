"""Has nbval skip the notebooks that need a module which is not there; a plugin of pytest.

Without tkinter, lesson 15 prints that its cells are skipped, and not what is stored;
test_lesson_15.py runs them so. Without FastAPI, lesson 14 and its exercise stop at their imports,
and say what to install.
"""

from importlib.util import find_spec

import pytest

__all__ = ["pytest_collection_modifyitems"]

NEEDS = {
    "notebooks/14_web_service.ipynb": ("fastapi", "uvicorn", "httpx"),
    "solutions/14_web_service.ipynb": ("fastapi", "httpx"),
    "exercises/14_web_service.ipynb": ("fastapi", "httpx"),
    "notebooks/15_desktop_window.ipynb": ("tkinter", "_tkinter"),
}


def _missing(notebook: str) -> list[str]:
    return [name for name in NEEDS.get(notebook, ()) if find_spec(name) is None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip each cell of a notebook that needs a module which this Python does not have."""
    for item in items:
        if missing := _missing("/".join(item.path.parts[-2:])):
            item.add_marker(pytest.mark.skip(reason=f"this Python has no {missing[0]}"))
