"""The words of `python -m helpers watch | hang | explore`, and what each of them calls."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helpers.own_program.script import INTERRUPTED, CannotRun, load

__all__ = ["explore_command", "hang_command", "watch_command"]

BAD = 2  # the exit code for words that cannot be understood

WATCH = """\
Run a script or a module, and write one page of what its tasks and threads did: pictures, a replay,
what held a loop and on which line, errors that nobody saw, and threads that were left at the end.
The page opens without the net. The program runs as it would alone, and ends with its own exit code.
"""
WATCH_USE = """\
a real use: the page of a service that answers slowly now and then, ended with Ctrl-C
  python -m helpers watch --to slow.html -m my_service --port 8080
for a run of hours, beats cost next to nothing and still name the lines that hold the loop
  python -m helpers watch --heartbeat worker.py
"""
HANG = """\
Run a script or a module until it ends or hangs, and say who waits for whom, and on which lines.
It runs in a process of its own, which is ended then; the exit code of a hang is 3.
"""
HANG_USE = """\
a real use: a script that never comes back
  python -m helpers hang --idle 3 import_prices.py --all
"""
EXPLORE = """\
Run your functions as threads (or, if they are `async def`, as tasks) under every order of their
steps, and show the simplest order that goes wrong. The exit code is 1 if any does.
"""
EXPLORE_USE = """\
a real use: can two transfers at once lose money?
  python -m helpers explore bank.py:there bank.py:back --setup bank.py:Bank --check bank.py:is_whole
"""


def watch_command(words: list[str]) -> int:
    """Watch a program; see WATCH."""
    parser = _parser("watch", WATCH, WATCH_USE)
    parser.add_argument("--to", type=Path, metavar="PAGE", help="the page (watched-NAME.html)")
    parser.add_argument("--heartbeat", action="store_true", help="beats alone, for long runs")
    parser.add_argument(
        "--between", nargs=2, type=float, metavar=("START", "END"), help="seconds to step through"
    )
    chosen = _with_program(parser, words)
    if chosen.between and not chosen.between[0] < chosen.between[1]:
        parser.error("--between takes two numbers of seconds, the first one less")
    try:
        program = load(chosen.program, chosen.words, is_module=chosen.is_module)
    except CannotRun as error:
        return _refused(error)
    # Brings matplotlib, which takes a while; a mistake in the words is told before.
    from helpers.own_program.watch import NotOurs, check_page, watch

    stem = chosen.program if chosen.is_module else Path(chosen.program).stem
    page = chosen.to or Path(f"watched-{stem}.html")
    try:
        check_page(page)
    except NotOurs as error:
        return _refused(error)
    between = tuple(chosen.between) if chosen.between else None
    return watch(program, page, heartbeat=chosen.heartbeat, between=between)


def hang_command(words: list[str]) -> int:
    """Say who waits for whom; see HANG."""
    from helpers.own_program.hang import hang

    parser = _parser("hang", HANG, HANG_USE)
    parser.add_argument("--seconds", type=_seconds, default=60.0, help="stop it after so many (60)")
    parser.add_argument(
        "--idle", type=_seconds, default=2.0, help="it hangs if nothing goes on for so many (2)"
    )
    chosen = _with_program(parser, words)
    limits = {"seconds": chosen.seconds, "idle": chosen.idle}
    try:
        return hang(chosen.program, chosen.words, is_module=chosen.is_module, **limits)
    except KeyboardInterrupt:
        print(
            "Loops & Threads: you ended it before it hung; try a shorter --idle.", file=sys.stderr
        )
        return INTERRUPTED


def explore_command(words: list[str]) -> int:
    """Try every order; see EXPLORE."""
    from helpers.own_program.explore import every_order, find

    parser = _parser("explore", EXPLORE, EXPLORE_USE)
    parser.add_argument(
        "functions", nargs="+", metavar="FUNCTION", help="module:function; one alone runs twice"
    )
    parser.add_argument("--setup", metavar="FUNCTION", help="makes the state that each one gets")
    parser.add_argument("--check", metavar="FUNCTION", help="says of a state whether it is right")
    parser.add_argument("--access", action="store_true", help="a step is a read or a write")
    parser.add_argument("--limit", type=int, default=100_000, help="the most runs (100000)")
    chosen = parser.parse_args(words)
    try:
        functions = [find(name) for name in chosen.functions]
        setup = find(chosen.setup) if chosen.setup else _no_state
        check = find(chosen.check) if chosen.check else None
        functions *= 2 if len(functions) == 1 else 1
        report = every_order(setup, functions, check, limit=chosen.limit, by_access=chosen.access)
    except (CannotRun, ValueError, TypeError) as error:
        return _refused(error)
    print(report)
    return int(bool(report.failed))


def _no_state() -> None:
    """The state of functions that share nothing but their module."""


def _parser(name: str, text: str, use: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"python -m helpers {name}",
        description=text,
        epilog=use,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _with_program(parser: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    """What was chosen, with `program`, `is_module`, and the `words` that the program gets."""
    parser.usage = f"{parser.prog} [options] (SCRIPT | -m MODULE) [its own words ...]"
    parser.add_argument("-m", dest="is_module", action="store_true", help="run a module")
    parser.add_argument("program", metavar="SCRIPT_OR_MODULE", help="what to run")
    parser.add_argument("words", nargs=argparse.REMAINDER, help="what the program gets")
    return parser.parse_args(words)


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds above 0")
    return number


def _refused(error: Exception) -> int:
    print(f"Loops & Threads: {error}", file=sys.stderr)
    return BAD
