"""Each private name of the standard library that the package relies on exists in this Python."""

import importlib
import inspect

import pytest

from helpers.private_names import PRIVATE_NAMES


@pytest.mark.parametrize("entry", PRIVATE_NAMES, ids=lambda e: f"{e.module}.{e.name}")
def test_exists(entry):
    owner = importlib.import_module(entry.module)
    for name in entry.name.split("."):
        # an attribute that only instances have is found in the source of their class
        if not hasattr(owner, name) and f"self.{name} = " not in source(owner):
            pytest.fail(f"{entry.module}.{entry.name} is gone; {entry.used_by}: {entry.why}")
        owner = getattr(owner, name, None)


def source(owner):
    return inspect.getsource(owner) if inspect.isclass(owner) else ""
