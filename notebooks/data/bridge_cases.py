"""Puts the same hard cases to five bridges, and prints what they answer, with the versions.

Run it where the extra `bridges` is installed, on a machine that is not too busy:
`python notebooks/data/bridge_cases.py > notebooks/data/bridge_cases.md`. The cases are those of
`make conformance`, in `tests/conformance/cases.py`; a case that has no answer after 5 s is a HANG.
"""

import subprocess
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]


def main():
    """Print the table; refuse to print one in which a library has no answers."""
    command = [sys.executable, "-m", "tests.conformance"]
    table = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=True).stdout
    if "absent" in table:
        sys.exit("anyio and asgiref are needed: python -m pip install -e .[bridges]")
    print(table, end="")


if __name__ == "__main__":
    main()
