"""A folder that others write in: packs become seats, and nothing else does any harm."""

import gzip
import os
import zipfile
from dataclasses import replace
from itertools import chain

import pytest

from helpers.workshop import files, seats
from helpers.workshop.files import CannotRead, read_plain, write_whole
from helpers.workshop.pack import text_of
from helpers.workshop.seats import Seats
from tests.workshop.packs import RIGHT, pack_of, put

PACK = pack_of("7", a01=RIGHT)


def names(found: Seats) -> list[str]:
    """Return what the seats call themselves."""
    return sorted(seat.pack.seat for seat in found.by_name.values())


def test_packs_that_come_change_and_go(tmp_path):
    found = Seats(tmp_path)
    assert found.look() == []
    path = put(tmp_path, PACK)
    (seat,) = found.look()
    assert seat.pack == PACK and found.look() == []
    put(tmp_path, replace(PACK, seat="8"))
    assert [each.pack.seat for each in found.look()] == ["8"]
    path.unlink()
    assert found.look() == [] and not found.by_name


def test_a_file_that_is_half_written_leaves_the_pack_before(tmp_path):
    path, found = put(tmp_path, PACK), Seats(tmp_path)
    found.look()
    path.write_bytes(text_of(PACK).encode()[:100])
    assert found.look() == [] and names(found) == ["7"]
    (seat,) = found.by_name.values()
    assert seat.trouble == "its newest file is not shown: it is no JSON text"
    put(tmp_path, PACK)
    assert found.look()[0].trouble == ""


@pytest.fixture
def hostile(tmp_path):
    """A folder with one pack among all that somebody might put there, beside a file outside."""
    (tmp_path / "outside.json").write_text(text_of(replace(PACK, seat="outside")))
    folder = tmp_path / "shared"
    folder.mkdir()
    with open(folder / "huge.json", "wb") as file:
        file.truncate(1 << 30)
    with zipfile.ZipFile(folder / "bomb.json", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("../../up.json", bytes(1 << 20))
    (folder / "gzip.json").write_bytes(gzip.compress(bytes(1 << 20)))
    (folder / "deep.json").write_bytes(b"[" * 100_000)
    (folder / "folder.json").mkdir()
    (folder / "..json").write_text("{}")
    (folder / "<b>'\"&\n\x1b[2J.json").write_text("{}")
    (folder / ".hidden.json").write_text(text_of(replace(PACK, seat="hidden")))
    (folder / "notes.txt").write_text(text_of(replace(PACK, seat="notes")))
    put(folder, PACK)
    return folder


@pytest.mark.skipif(os.name != "posix", reason="names and kinds of files that Windows lacks")
def test_a_hostile_folder_has_the_one_seat(hostile):
    os.symlink(hostile.parent / "outside.json", hostile / "link.json")
    os.symlink("/etc/passwd", hostile / "passwd.json")
    os.symlink("/dev/zero", hostile / "zero.json")
    os.symlink(hostile, hostile / "loop.json")
    os.mkfifo(hostile / "pipe.json")
    before = sorted(hostile.parent.rglob("*"))
    found = Seats(hostile)
    assert [seat.pack.seat for seat in found.look()] == ["7"]
    said = "\n".join(found.troubles.values())
    assert len(found.troubles) == 11 and found.left_out == 0
    for words in ("is a link", "no plain file", "larger than 1024 KiB", "no JSON text"):
        assert words in said
    assert "\x1b" not in said and "<b>'\"& �[2J.json: " in said
    assert sorted(hostile.parent.rglob("*")) == before, "nothing was written or unpacked"


def test_ten_thousand_files_do_not_keep_a_seat_from_the_board(tmp_path, monkeypatch):
    monkeypatch.setattr(seats, "AT_ONCE", 40)
    put(tmp_path, PACK)
    found = Seats(tmp_path)
    found.look()
    for number in range(100):
        (tmp_path / f"a{number:03}.json").write_text("{}")
    late = put(tmp_path, pack_of("8", a01=RIGHT))
    put(tmp_path, replace(PACK, seat="7 again"))
    looks = [[seat.pack.seat for seat in found.look()] for _ in range(4)]
    assert looks[0] == ["7 again"], "a seat that is known is not pushed away"
    assert sorted(chain(*looks)) == ["7 again", "8"]
    assert late.name in found.by_name and len(found.troubles) == 100


def test_names_beyond_many_are_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(seats, "MOST_NAMES", 5)
    for number in range(10):
        put(tmp_path, pack_of(str(number), a01=RIGHT))
    assert len(Seats(tmp_path).look()) <= 5


def test_a_full_board_says_how_many_it_leaves_out(tmp_path, monkeypatch):
    monkeypatch.setattr(seats, "MOST_SEATS", 2)
    paths = [put(tmp_path, pack_of(str(number), a01=RIGHT)) for number in range(3)]
    found = Seats(tmp_path)
    assert len(found.look()) == 2 and found.left_out == 1
    (out,) = {path.name for path in paths} - found.by_name.keys()
    next(path for path in paths if path.name != out).unlink()
    assert [seat.name for seat in found.look()] == [out] and found.left_out == 0


def test_a_file_is_read_up_to_its_limit(tmp_path):
    (tmp_path / "x").write_bytes(b"12345")
    assert read_plain(tmp_path / "x", 5) == b"12345"
    with pytest.raises(CannotRead, match="larger"):
        read_plain(tmp_path / "x", 4)
    with pytest.raises(CannotRead, match="cannot be opened"):
        read_plain(tmp_path / "none", 4)


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_replaced_and_never_followed(tmp_path):
    target = tmp_path / "precious"
    target.write_text("mine")
    for name in ("board.html", f"board.html{files.NEW}"):
        os.symlink(target, tmp_path / name)
    write_whole(tmp_path / "board.html", b"new")
    assert target.read_text() == "mine"
    assert (tmp_path / "board.html").read_bytes() == b"new"
    assert not (tmp_path / "board.html").is_symlink()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_writer_that_fails_leaves_the_old_file(tmp_path, monkeypatch, step):
    write_whole(tmp_path / "x", b"old")

    def fail(*_arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(OSError, match="No space"):
            write_whole(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"old"
    write_whole(tmp_path / "x", b"newer")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
