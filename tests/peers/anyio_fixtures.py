"""Stands in for the fixtures of anyio's tests: one backend, and no packages that are for others."""

from collections.abc import Awaitable, Callable, Generator
from typing import Any

import pytest

__all__ = ["anyio_backend", "asyncio_params", "return_non_coro_awaitable"]

asyncio_params = [pytest.param(("asyncio", {"debug": True}), id="asyncio")]


@pytest.fixture(params=asyncio_params)
def anyio_backend(request: pytest.FixtureRequest) -> Any:
    """The backend of a test."""
    return request.param


class Awaited:
    """Can be awaited, and is no coroutine."""

    def __init__(self, wrapped: Awaitable[Any]) -> None:
        self.wrapped = wrapped

    def __await__(self) -> Generator[Any, None, Any]:
        return self.wrapped.__await__()


def return_non_coro_awaitable(func: Callable[..., Awaitable[Any]]) -> Callable[..., Awaited]:
    """Let a function return something that can be awaited and is no coroutine."""
    return lambda *args, **kwargs: Awaited(func(*args, **kwargs))
