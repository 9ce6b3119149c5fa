"""Runs one case in a child process with a limit, because what it tests could hang.

`python -m tests.bridge.child MODULE CASE` is the child: it prints what the case returns, as JSON.
"""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

__all__ = ["Hung", "Outcome", "run_case"]

ROOT = Path(__file__).parents[2]


class Hung(AssertionError):
    """The child did not end in time and was killed."""


class Outcome(NamedTuple):
    """What the case returned, and what the child wrote besides."""

    returned: object
    after: list  # lines that came after the case had returned, while the interpreter exited
    stderr: str


def run_case(case, limit=20.0, module="tests.bridge.cases"):
    """Run `module.case()` in a child process; return an Outcome, or raise Hung."""
    command = [sys.executable, "-W", "error", "-m", "tests.bridge.child", module, case]
    try:
        child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired as expired:
        raise Hung(f"{case} did not end in {limit:g} s: {expired.stderr or ''}") from None
    if child.returncode != 0:
        raise AssertionError(f"{case} ended with {child.returncode}:\n{child.stderr}")
    first, *after = child.stdout.splitlines()
    return Outcome(json.loads(first), after, child.stderr)


if __name__ == "__main__":
    module, case = sys.argv[1:]
    print(json.dumps(getattr(importlib.import_module(module), case)()), flush=True)
