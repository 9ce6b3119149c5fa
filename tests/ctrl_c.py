"""Lets Ctrl-C reach the tests' child processes; a plugin of pytest.

A shell starts what it runs in the background with Ctrl-C ignored, and each child inherits that:
Python then raises no KeyboardInterrupt, and a test of Ctrl-C waits in vain.
"""

import signal

import pytest

__all__ = ["pytest_configure"]


def pytest_configure(config: pytest.Config) -> None:
    """Give SIGINT back the handler that Python installs where it is not ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
