"""The words of `python -m helpers pack | board`, and what each of them calls."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from helpers.places import work_folder
from helpers.workshop.board import Board
from helpers.workshop.files import write_whole
from helpers.workshop.making import CannotPack, make_pack
from helpers.workshop.pack import Pack, file_name, text_of
from helpers.workshop.page import NotOurs, check_page, write_page
from helpers.workshop.sending import CannotSend, send
from helpers.workshop.view import View, view_of
from helpers.workshop.words import counted, words_of

__all__ = ["board_command", "pack_command"]

BAD = 2  # the exit code for words that cannot be understood, or followed
LOOK = 2.0  # seconds between two looks into the folder
CLEAR = "\x1b[H\x1b[2J"  # what empties a terminal

PACK = """\
Put your answers, your progress and your attempts into one small file, which you may read before you
hand it in. Save your notebooks first. It holds no name unless you give one.
"""
PACK_USE = """\
for a shared folder, or to send it to the address that the workshop's leader shows
  python -m helpers pack --seat 7 --to /media/shared
  python -m helpers pack --seat 7 --send http://192.168.1.5:8765/k7m2p9xwq3
"""
BOARD = """\
Judge the packs in FOLDER again as they come, and show tasks and seats, the commonest mistakes, and
who may need help: as text here, and as a page that refreshes itself. Nothing that a pack says of
its answers is believed; what it says of attempts and times is. Answers run in processes with limits
of time, memory and number, which are refused other files, programs and the net. That is no prison,
and they have your rights: run the board under an account, or on a machine, that has nothing to
lose. The page names seats: keep it out of a folder that learners can read.
"""
SEATS = """\
Packs come from a cell of any notebook of the course:
import sys
!"{sys.executable}" -m helpers pack --seat N --send """
BOARD_USE = """\
packs in a shared folder; or packs that are sent here, from this machine or from a class's network
  python -m helpers board /media/shared
  python -m helpers board packs --listen
  python -m helpers board packs --listen 192.168.1.5:8765
"""


def pack_command(words: list[str]) -> int:
    """Make a pack; see PACK."""
    parser = _parser("pack", PACK, PACK_USE)
    parser.add_argument("--seat", help="a seat number or a name; it is remembered, '' forgets it")
    parser.add_argument("--to", type=Path, metavar="PLACE", help="a folder or a file (this folder)")
    parser.add_argument("--send", metavar="URL", help="send it to a board that listens, too")
    parser.add_argument("--work", metavar="FOLDER", help="your copy, if it is in another place")
    chosen = parser.parse_args(words)
    try:
        pack, troubles = make_pack(work_folder(chosen.work), chosen.seat)
        for trouble in troubles:
            print(f"Loops & Threads: {trouble}", file=sys.stderr)
        path = _place(pack, chosen.to or Path())
        content = text_of(pack).encode()
        write_whole(path, content, mode=0o644)  # the workshop's leader is another user
        size = f"{counted(len(pack.names), 'task')}, {len(content) / 1024:.0f} KiB"
        print(f"{path}: {size}, {_who(pack)}.")
        if chosen.send:
            print(send(content, chosen.send))
    except (CannotPack, CannotSend) as error:
        return _refused(error)
    except OSError as error:
        return _refused(f"the pack cannot be written to {error.filename} ({error.strerror}).")
    return 0


def _place(pack: Pack, to: Path) -> Path:
    """Return the path of the pack's file: the same for each pack of one learner."""
    return to / file_name(pack) if to.is_dir() else to


def _who(pack: Pack) -> str:
    return f"seat {pack.seat}" if pack.seat else "without a name"


def board_command(words: list[str]) -> int:
    """Show the board; see BOARD."""
    chosen = _board_words(words)
    warnings.simplefilter("ignore", SyntaxWarning)  # of the answers' sources
    try:
        check_page(chosen.page)
        with _listening(chosen.folder, chosen.listen), Board(chosen.folder) as board:
            _show(board, chosen)
    except KeyboardInterrupt:
        print("The board has ended; the packs stay where they are.")
    except NotOurs as error:
        return _refused(error)
    except OSError as error:
        return _refused(f"{error.filename or chosen.folder}: {error.strerror or error}")
    return 0


def _board_words(words: list[str]) -> argparse.Namespace:
    parser = _parser("board", BOARD, BOARD_USE)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the packs are")
    parser.add_argument(
        "--page", type=Path, default=Path("board.html"), help="the page (board.html)"
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="NN", help="exercises to show")
    parser.add_argument("--once", action="store_true", help="judge what is there, show it, and end")
    parser.add_argument(
        "--listen",
        nargs="?",
        const="127.0.0.1:8765",
        metavar="ADDRESS:PORT",
        help="take packs that are sent, too (127.0.0.1:8765)",
    )
    return parser.parse_args(words)


@contextlib.contextmanager
def _listening(folder: Path, address: str | None) -> Iterator[None]:
    """Take packs by the net meanwhile, if there is an address, and say where to send them."""
    if address is None:
        yield
        return
    from helpers.workshop.service import PackService, split_address

    with PackService(folder, *split_address(address)) as service:
        print(f"{SEATS}{service.url}", flush=True)
        yield


def _show(board: Board, chosen: argparse.Namespace) -> None:
    """Show the board, once or again and again."""
    shown = _renew(board, chosen, None)
    while not chosen.once:
        time.sleep(LOOK)
        try:
            shown = _renew(board, chosen, shown)
        except OSError as error:  # a share that is gone for a while, or a full disk
            print(f"{error.filename}: {error.strerror}; it is tried again.", file=sys.stderr)


def _renew(board: Board, chosen: argparse.Namespace, shown: tuple | None) -> tuple | None:
    """Look at the packs, write the page, and print the words if they are others than `shown`."""
    board.look()
    if chosen.once:
        board.wait()
    view = view_of(board.seats, datetime.now().astimezone(), chosen.only)
    write_page(chosen.page, view, refresh=not chosen.once)
    screen = sys.stdout.isatty() and not chosen.once
    if _what(view) == shown or (view.waiting and shown and not screen):
        return shown
    print(CLEAR * screen + words_of(view), f"The page: {chosen.page.resolve()}", sep="\n\n")
    sys.stdout.flush()
    return _what(view)


def _what(view: View) -> tuple:
    """Return what is worth showing again: all but the clock."""
    rows = [row._replace(minutes=0) for row in view.rows]
    return view._replace(at=None, rows=tuple(rows))


def _parser(name: str, text: str, use: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"python -m helpers {name}",
        description=text,
        epilog=use,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _refused(error: object) -> int:
    print(f"Loops & Threads: {error}", file=sys.stderr)
    return BAD
