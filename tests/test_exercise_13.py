"""The programs of exercise 13.d: all four run with the patch, and none of them without it."""

import json

import pytest

from helpers import watchdog
from helpers.grading.registry import notebook_of

PATCH = """
import nest_asyncio2

nest_asyncio2.apply()
"""
CALL = """
async def main():
    given = {{"bill": ["Oslo", "Lima"], "page": render, "follow": Feed(), "table": Table()}}
    return await getattr(WithPatch(), {name!r})(Connection(), given[{name!r}])

result = asyncio.run(main())
"""
RESULTS = {"bill": 23, "page": "Oslo: 4 °C", "follow": [19, 28], "table": ["Oslo", 4]}


def given_code() -> str:
    """Return the cells that exercise 13 gives for task d, and the imports that they need."""
    text = notebook_of("13_nested_loops").read_text(encoding="utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["id"].startswith("d-given")]
    return "\n".join(["import asyncio, threading", *("".join(cell["source"]) for cell in cells)])


@pytest.mark.parametrize("name", RESULTS)
def test_a_program_needs_the_patch(name):
    source = given_code() + CALL.format(name=name)
    assert watchdog.run(PATCH + source).value == RESULTS[name]
    assert watchdog.run(source).error.message == "This event loop is already running"
