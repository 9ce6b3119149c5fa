"""The course's command line: `python -m helpers lab`."""

import sys

from helpers.lab import CannotOpen, open_lab

USAGE = "usage: python -m helpers lab [JupyterLab's options]"


def main(words: list[str]) -> int:
    """Run the command that `words` name and return its exit code."""
    if not words or words[0] != "lab":
        print(USAGE, file=sys.stderr)
        return 2
    try:
        open_lab(words[1:])
    except CannotOpen as error:
        print(f"Loops & Threads: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
