"""The course's command line: `python -m helpers lab`, `watch`, and the others below."""

import argparse
import sys

__all__ = ["main"]

USAGE = """\
python -m helpers lab [JupyterLab's options]
       python -m helpers progress
       python -m helpers reset TASK_OR_EXERCISE [...]
       python -m helpers doctor
       python -m helpers watch | hang SCRIPT [its own words]
       python -m helpers explore MODULE:FUNCTION [...]
       python -m helpers explain WORDS_OF_AN_ERROR"""


def main(words: list[str]) -> int:
    """Run the command that `words` name and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m helpers", usage=USAGE)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, text) in COMMANDS.items():
        commands.add_parser(name, help=text, usage=USAGE, add_help=name not in TAKE_ALL)
    commands.choices["reset"].add_argument("names", nargs="+", metavar="TASK_OR_EXERCISE")
    if words and words[0] in TAKE_ALL:  # these read their own words
        return COMMANDS[words[0]][0](words[1:])
    chosen, rest = parser.parse_known_args(words)
    if rest:
        parser.error(f"unknown: {' '.join(rest)}")
    return COMMANDS[chosen.command][0](getattr(chosen, "names", []))


# Each command imports what it needs itself: doctor must run where packages are missing.


def lab(options: list[str]) -> int:
    """Open JupyterLab on the course."""
    from helpers.lab import CannotOpen, open_lab

    try:
        open_lab(options)
    except CannotOpen as error:
        print(f"Loops & Threads: {error}", file=sys.stderr)
        return 1
    return 0


def progress(_names: list[str]) -> int:
    """Print the course's exercises and which tasks are done."""
    from helpers.grading.progress import EXERCISES
    from helpers.grading.status import course_map

    print(course_map(EXERCISES))
    return 0


def reset(names: list[str]) -> int:
    """Restore tasks or exercises; stop at the first that cannot be."""
    from helpers.grading.reset import CannotReset
    from helpers.grading.reset import reset as reset_one

    try:
        for name in names:
            print(reset_one(name))
    except CannotReset as error:
        print(f"Loops & Threads: {error}", file=sys.stderr)
        return 1
    return 0


def doctor(_names: list[str]) -> int:
    """Say what is missing or odd on this machine."""
    from helpers.doctor import examine, report

    findings = examine()
    print(report(findings))
    return int(any(finding.state == "missing" for finding in findings))


def watch(words: list[str]) -> int:
    """Run a program of the reader's and write a page of what it did."""
    from helpers.own_program.commands import watch_command

    return watch_command(words)


def hang(words: list[str]) -> int:
    """Run a program of the reader's until it hangs, and say why."""
    from helpers.own_program.commands import hang_command

    return hang_command(words)


def explore(words: list[str]) -> int:
    """Run functions of the reader's in every order."""
    from helpers.own_program.commands import explore_command

    return explore_command(words)


def explain(words: list[str]) -> int:
    """Say what an error means, and how to mend it."""
    from helpers.error_index.commands import explain_command

    return explain_command(words)


COMMANDS = {
    "lab": (lab, "open JupyterLab on the course"),
    "progress": (progress, "show which tasks are done"),
    "reset": (reset, "give back a task (03.a) or an exercise (03) as it was; yours is kept"),
    "doctor": (doctor, "say what is missing or odd on this machine"),
    "watch": (watch, "run a program of yours, and write a page of what it did"),
    "hang": (hang, "run a program of yours until it hangs, and say who waits for whom"),
    "explore": (explore, "run functions of yours in every order"),
    "explain": (explain, "say what an error means, why it comes, and how to mend it"),
}
TAKE_ALL = ("lab", "watch", "hang", "explore", "explain")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a pipe on Windows has no ✓
    sys.exit(main(sys.argv[1:]))
