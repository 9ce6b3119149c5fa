"""Replaces functions of the standard library for the length of a block, and puts them back."""

import contextlib
import functools
from collections.abc import Callable
from typing import Any

__all__ = ["Patches"]


class Patches(contextlib.ExitStack):
    """Functions that are replaced until the block ends.

    with Patches() as patches:
        patches.replace(time, "sleep", lambda real, seconds: real(seconds / 2))
    """

    def replace(self, owner: Any, name: str, replacement: Callable[..., Any]) -> None:
        """Call `replacement(real, *args)` where the program calls `owner.name(*args)`."""
        real, own = getattr(owner, name), name in vars(owner)

        @functools.wraps(real)
        def ours(*args: Any, **kwargs: Any) -> Any:
            return replacement(real, *args, **kwargs)

        self.callback(*((setattr, owner, name, real) if own else (delattr, owner, name)))
        setattr(owner, name, ours)

    def after(self, owner: Any, name: str, listen: Callable[..., Any]) -> None:
        """Call `listen(*args)` after each call `owner.name(*args)` that returns."""

        def call(real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            value = real(*args, **kwargs)
            listen(*args, **kwargs)
            return value

        self.replace(owner, name, call)

    def before(self, owner: Any, name: str, listen: Callable[..., Any]) -> None:
        """Call `listen(*args)` before each call `owner.name(*args)`."""

        def call(real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            listen(*args, **kwargs)
            return real(*args, **kwargs)

        self.replace(owner, name, call)
