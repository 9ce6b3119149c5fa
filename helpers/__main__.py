"""The course's command line: `python -m helpers lab`, `watch`, and the others below."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from helpers.quick_import import without_grammar

__all__ = ["main", "run"]

INSTALLED, MODULE = "loops-and-threads", "python -m helpers"
USAGE = """\
{program} lab [--work FOLDER] [JupyterLab's options]
       {program} update [--work FOLDER]
       {program} progress [--json] [--work FOLDER]
       {program} reset TASK_OR_EXERCISE [...] [--work FOLDER]
       {program} doctor [--json] [--seat [URL]]
       {program} pack [--seat N] [--to PLACE] [--send URL] [--work FOLDER]
       {program} board FOLDER [...]
       {program} release WORD
       {program} watch | hang SCRIPT [its own words]
       {program} explore MODULE:FUNCTION [...]
       {program} explain WORDS_OF_AN_ERROR
       {program} --version"""


def run() -> int:
    """Run the command that this program was called with and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a pipe on Windows has no ✓
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # as `head` does, who reads our output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
        return 1
    except KeyboardInterrupt:
        from helpers.own_program.script import INTERRUPTED

        print("Loops & Threads: ended by Ctrl-C.", file=sys.stderr)
        return INTERRUPTED
    return code


def main(words: list[str]) -> int:
    """Run the command that `words` name and return its exit code."""
    if words and words[0] in TAKE_ALL:  # these read their own words
        return COMMANDS[words[0]][0](words[1:])
    parser, commands = _parsers()
    chosen, rest = parser.parse_known_args(words)
    if rest:
        commands[chosen.command].error(f"unknown: {' '.join(rest)}")
    return COMMANDS[chosen.command][0](chosen)


def _parsers() -> tuple[ArgumentParser, dict[str, ArgumentParser]]:
    program = _program()
    parser = ArgumentParser(prog=program, usage=USAGE.format(program=program))
    parser.add_argument("--version", action="version", version=_version_line())
    found = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog=program)
    for name, (_, text) in COMMANDS.items():
        found.add_parser(name, help=text, description=text, add_help=name not in TAKE_ALL)
    found.choices["reset"].add_argument("names", nargs="+", metavar="TASK_OR_EXERCISE")
    found.choices["release"].add_argument("word", metavar="WORD")
    found.choices["doctor"].add_argument("--json", action="store_true", help="for programs")
    found.choices["doctor"].add_argument("--seat", nargs="?", const="", metavar="URL", help=SEAT)
    found.choices["progress"].add_argument("--json", action="store_true", help="for programs")
    for name in ("update", "progress", "reset"):
        found.choices[name].add_argument("--work", metavar="FOLDER", help=WORK)
    return parser, dict(found.choices)


def _program() -> str:
    return INSTALLED if Path(sys.argv[0]).stem == INSTALLED else MODULE


def _version_line() -> str:
    from helpers.doctor import version

    return f"Loops & Threads {version()} with Python {sys.version.split()[0]}"


# Each command imports what it needs itself: doctor must run where packages are missing.


def lab(words: list[str]) -> int:
    """Open JupyterLab on the learner's copy of the course."""
    with without_grammar():
        from helpers.lab import CannotOpen, open_lab

    parser = ArgumentParser(
        prog=f"{_program()} lab",
        usage="%(prog)s [-h] [--work FOLDER] [JupyterLab's options]",
        description=LAB,
        epilog=LABS_OWN,
        allow_abbrev=False,
    )
    parser.add_argument("--work", metavar="FOLDER", help=WORK)
    chosen, options = parser.parse_known_args(words)
    try:
        open_lab(options, chosen.work)
    except CannotOpen as error:
        return _failed(error)
    return 0


def update(chosen: Namespace) -> int:
    """Make the learner's copy, or bring it up to date, and say where it is."""
    from helpers.places import shown, work_folder

    with without_grammar():
        from helpers.working_copy import CannotCopy, bring_in

    folder = work_folder(chosen.work)
    try:
        lines = bring_in(folder)
    except CannotCopy as error:
        return _failed(error)
    print("\n".join(lines) or f"{shown(folder)} is up to date.")
    return 0


def progress(chosen: Namespace) -> int:
    """Print the course's exercises and which tasks are done."""
    from helpers.grading.status import course_map, course_records
    from helpers.places import work_folder

    folder = work_folder(chosen.work)
    print(json.dumps(course_records(folder), indent=1) if chosen.json else course_map(folder))
    return 0


def reset(chosen: Namespace) -> int:
    """Restore tasks or exercises; stop at the first that cannot be."""
    from helpers.places import work_folder

    with without_grammar():
        from helpers.working_copy.reset import CannotReset
        from helpers.working_copy.reset import reset as reset_one

    try:
        for name in chosen.names:
            print(reset_one(name, work_folder(chosen.work)))
    except CannotReset as error:
        return _failed(error)
    return 0


def _failed(error: Exception) -> int:
    print(f"Loops & Threads: {error}", file=sys.stderr)
    return 1


def doctor(chosen: Namespace) -> int:
    """Say what is missing or odd on this machine; with `seat`, also for a workshop.

    `chosen.seat` is the address of a board that listens, "" for none, and None without a seat.
    """
    from helpers.doctor import CHECKS, examine, report, report_json

    checks = CHECKS
    if chosen.seat is not None:
        from helpers.workshop.seat_check import checks_of

        checks += checks_of(chosen.seat)
    findings = examine(checks)
    print(report_json(findings) if chosen.json else report(findings))
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


def pack(words: list[str]) -> int:
    """Put one's answers into one file."""
    from helpers.workshop.commands import pack_command

    return pack_command(words)


def board(words: list[str]) -> int:
    """Judge the packs of a workshop and show how far its seats are."""
    from helpers.workshop.commands import board_command

    return board_command(words)


def release(chosen: Namespace) -> int:
    """Open the solutions that were withheld."""
    from helpers.workshop.release import CannotRelease
    from helpers.workshop.release import release as release_all

    try:
        print(release_all(chosen.word))
    except CannotRelease as error:
        return _failed(error)
    return 0


COMMANDS = {
    "lab": (lab, "open JupyterLab on your copy of the course"),
    "update": (update, "make your copy, or bring in what changed in the course"),
    "progress": (progress, "show which tasks are done"),
    "reset": (reset, "give back a task (03.a) or an exercise (03) as it was; yours is kept"),
    "doctor": (doctor, "say what is missing or odd on this machine"),
    "watch": (watch, "run a program of yours, and write a page of what it did"),
    "hang": (hang, "run a program of yours until it hangs, and say who waits for whom"),
    "explore": (explore, "run functions of yours in every order"),
    "explain": (explain, "say what an error means, why it comes, and how to mend it"),
    "pack": (pack, "put your answers into one file, to hand in or to send"),
    "release": (release, "open the solutions, if they were withheld"),
    "board": (board, "judge a workshop's packs, and show how far its seats are"),
}
TAKE_ALL = ("lab", "watch", "hang", "explore", "explain", "pack", "board")
LAB = "Bring your copy of the course up to date, and open JupyterLab on it, where you left it."
LABS_OWN = """\
All other words go to JupyterLab, such as --no-browser and --port=8890; --help-all lists its own
options, and does nothing else."""
WORK = "your copy of the course, if it is in another place"
SEAT = "look at a workshop's seat too, and at the board at URL"


if __name__ == "__main__":
    sys.exit(run())
