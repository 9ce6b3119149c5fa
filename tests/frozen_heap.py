"""Spares the tests' collections of garbage what was made before the first test; a plugin of pytest.

To collect thousands of tests makes most of a million objects, which stay. Each `gc.collect()`, of a
test or of what it tests, would look at all of them anew: half a second in place of milliseconds.
"""

import gc

import pytest

__all__ = ["pytest_collection_finish"]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Set aside all that is there once the tests are collected."""
    gc.collect()
    gc.freeze()
