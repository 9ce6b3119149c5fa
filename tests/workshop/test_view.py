"""What the board shows, in plain data, in words and as a page that escapes all of it."""

import html.parser
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from helpers.grading.attempts import Event
from helpers.workshop import commands, page
from helpers.workshop.judging import Answer, Judged
from helpers.workshop.page import EVERY, NotOurs, check_page, page_of, write_page
from helpers.workshop.seats import Seat, Seats
from helpers.workshop.view import view_of
from helpers.workshop.words import visible, words_of
from tests.workshop.packs import MADE, RIGHT, pack_of, put

PASSED = Judged("PASS", (("seen", "good"),), "")
BAD = "</pre><script>alert(\"1\")</script><img src=x onerror='alert(2)'>&amp;\x1b[2J\u202e"


def seats_of(folder: Path, *seats: Seat) -> Seats:
    """Return seats as if they had come from a folder."""
    found = Seats(folder)
    found.by_name = {seat.name: seat for seat in seats}
    return found


def seat_of(name: str, judged: dict[str, Judged], attempts=(), progress=None, tasks="") -> Seat:
    """Return a seat of this name, with answers to the tasks that are judged, and to `tasks`."""
    handed = {task: "f" for task in [*judged, *tasks.split()]}
    pack = replace(pack_of(name, tuple(attempts)), names=handed, progress=progress or {})
    return Seat(f"pack-{name}.json", pack, MADE.timestamp(), [], dict(judged))


def wrong(code: str, example: str = "", words: str = "seen words") -> Judged:
    return Judged(code, (("seen", words), ("picture", "ex.a.trace()")), example)


def at(minutes: int, task: str = "01.a", did: str = "check", number: int = 0) -> Event:
    """Return an event so many minutes before the pack was made."""
    return Event(f"{MADE - timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}", task, did, "X", number)


def shown(tmp_path, *seats: Seat, only=()):
    return view_of(seats_of(tmp_path, *seats), MADE + timedelta(minutes=3), only)


def test_seats_stand_in_order_with_their_marks(tmp_path):
    view = shown(
        tmp_path,
        seat_of("12", {"01.a": PASSED, "02.a": wrong("SLOW")}),
        seat_of("Zoë", {"01.a": wrong("STUCK")}),
        seat_of("7", {}, [at(2), at(1)], tasks="01.a"),
        seat_of("", {"01.a": Judged("NOT_ATTEMPTED", (), "")}),
    )
    assert [row.seat[:7] for row in view.rows] == ["7", "12", "Zoë", "no name"]
    assert view.tasks == ("01.a", "02.a")
    marks = ["".join(mark.symbol for mark in row.marks) for row in view.rows]
    assert marks == ["…·", "✓✗", "✗·", "○·"]
    assert view.rows[0].marks[0].checks == 2 and view.waiting == 1
    assert view.passed == {"01.a": 1, "02.a": 0} and view.rows[1].passed == 1
    assert {row.minutes for row in view.rows} == {3}


def test_two_seats_of_one_name_are_told_apart(tmp_path):
    first, second = seat_of("7", {"01.a": PASSED}), seat_of("7", {"01.a": wrong("SLOW")})
    second.name = "pack-another.json"
    assert [row.seat for row in shown(tmp_path, first, second).rows] == ["7", "7 (2)"]


def test_it_can_be_limited_to_exercises(tmp_path):
    seat = seat_of("7", {"01.a": wrong("STUCK"), "02.a": PASSED})
    view = shown(tmp_path, seat, only=["02"])
    assert view.tasks == ("02.a",) and not view.helps and not view.mistakes


def test_the_commonest_mistakes_come_first_with_the_shortest_nameless_example(tmp_path):
    view = shown(
        tmp_path,
        seat_of("1", {"01.a": wrong("SLOW", "long = long"), "01.b": wrong("RARE", "x")}),
        seat_of("2", {"01.a": wrong("SLOW", "short")}),
        seat_of("Zoë", {"01.a": wrong("SLOW", "zoë")}),
        seat_of("4", {"01.a": PASSED}),
    )
    first, second = view.mistakes
    assert (first.task, first.code, first.seats, first.example) == ("01.a", "SLOW", 3, "short")
    assert first.lines == (("seen", "seen words"),), "a picture can only be had in the notebook"
    assert (second.code, second.seats) == ("RARE", 1)


def test_where_every_example_names_somebody_none_is_shown(tmp_path):
    view = shown(tmp_path, seat_of("Zoë", {"01.a": wrong("SLOW", "x", "error: ZOË was here")}))
    (mistake,) = view.mistakes
    assert mistake.seats == 1 and mistake.lines == () and mistake.example == ""


def test_a_long_example_is_cut(tmp_path):
    view = shown(tmp_path, seat_of("1", {"01.a": wrong("SLOW", f"{'x' * 200}\n" * 50)}))
    lines = view.mistakes[0].example.splitlines()
    assert len(lines) == 30 and max(map(len, lines)) == 100 and lines[-1] == "…"


@pytest.mark.parametrize(
    ("code", "attempts", "reasons"),
    [
        ("STUCK", [], ("01.a is STUCK",)),
        ("GRADER_FAULT", [], ("01.a could not be judged here",)),
        ("SLOW", [at(5)] * 5, ()),
        ("SLOW", [at(5)] * 6, ("01.a: 6 checks",)),
        ("PASS", [at(40), *[at(5)] * 6], ()),
        ("SLOW", [at(200), *[at(100)] * 6, at(5)], ()),
        ("SLOW", [at(20), at(1)], ("01.a: 20 minutes since the first check",)),
        ("SLOW", [at(20), at(1, "01.b")], ()),
        ("SLOW", [at(3, did="hint", number=3)], ("01.a: all hints used",)),
        ("SLOW", [at(-10)], ()),
    ],
)
def test_who_may_need_help(tmp_path, code, attempts, reasons):
    view = shown(tmp_path, seat_of("7", {"01.a": Judged(code, (), "")}, attempts))
    assert [row.reasons for row in view.helps] == [reasons] * bool(reasons)


def test_the_gravest_case_comes_first_and_a_pass_that_is_none_is_told(tmp_path):
    view = shown(
        tmp_path,
        seat_of("1", {"01.a": wrong("SLOW")}, progress={"01.a": "PASS"}),
        seat_of("2", {"01.a": wrong("STUCK")}, [at(1)] * 9),
        seat_of("3", {"01.a": wrong("STUCK")}),
    )
    assert [row.seat for row in view.helps] == ["2", "3", "1"]
    assert view.helps[2].reasons == ("01.a was passed there before, and is SLOW now",)


def test_the_words_hold_it_all(tmp_path):
    seat = seat_of("7", {"01.a": wrong("STUCK", "while True:\n    pass")}, [at(1)] * 2)
    seat.trouble = "its newest file is not shown"
    text = words_of(shown(tmp_path, seat, seat_of("8", {"01.a": PASSED})))
    for words in (
        "2 seats at 10:03:00; all judged",
        "✗  2",
        "passed      1",
        "  7: 01.a is STUCK",
        "  01.a  STUCK  1 seat",
        "      | while True:",
        "  7: its newest file is not shown",
    ):
        assert words in text
    assert "No pack has come yet." in words_of(shown(tmp_path))


def test_a_wide_table_is_folded_in_words(tmp_path):
    tasks = {f"{number:02}.{letter}": PASSED for number in range(9) for letter in "abcd"}
    text = words_of(shown(tmp_path, seat_of("7", tasks)))
    assert max(map(len, text.splitlines()[:12])) <= 100
    assert text.count("\n7 ") == 3


class Tags(html.parser.HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_escapes_everything(tmp_path):
    one = seat_of(
        BAD, {"01.a": wrong("STUCK", BAD, BAD), "01.b": wrong("SLOW", "@SECTIONS@ @HEAD@")}
    )
    one.trouble = BAD
    found = seats_of(tmp_path, one)
    found.troubles = {BAD: f"{BAD}: it is no pack"}
    view = view_of(found, MADE)
    text = page_of(view)
    tags = Tags()
    tags.feed(text)
    assert not tags.tags & {"script", "img", "iframe", "object", "link", "base", "form", "a"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert "\x1b" not in text and "\u202e" not in text and "\x1b" not in words_of(view)
    assert text.count("&lt;script&gt;") >= 5
    assert "@SECTIONS@ @HEAD@" in text
    assert "default-src 'none'" in text


def test_no_word_of_a_judged_answer_ends_up_in_the_page_unescaped(tmp_path):
    words = wrong("SLOW", "<i>1</i>", "<i>2</i>")
    seat = seat_of("<i>3</i>", {"01.a": words}, [at(1)] * 9)
    seat.trouble = "<i>4</i>"
    text = page_of(shown(tmp_path, seat))
    assert "<i>" not in text
    assert {*re.findall(r"&lt;i&gt;(\d)", text)} == {*"1234"}


def test_the_page_says_in_words_what_it_shows_in_colours(tmp_path):
    text = page_of(shown(tmp_path, seat_of("7", {"01.a": wrong("STUCK")}, [at(1)])))
    assert 'aria-label="7, 01.a: STUCK, 1 check"' in text
    assert "<small>STUCK</small>" in text
    assert f'http-equiv="refresh" content="{EVERY}"' in text
    assert "refresh" not in page_of(shown(tmp_path), refresh=False)
    assert "No pack has come yet." in page_of(shown(tmp_path))


def test_a_page_replaces_no_other_file(tmp_path):
    target = tmp_path / "board.html"
    check_page(target)
    write_page(target, shown(tmp_path))
    check_page(target)
    (tmp_path / "notes.html").write_text("mine")
    for other in (tmp_path / "notes.html", tmp_path, tmp_path / "none" / "board.html"):
        with pytest.raises(NotOurs):
            check_page(other)


def test_what_does_not_show_is_made_visible():
    assert visible("a\tb\r\nc\x00\x9b\u2066\ud800") == "a   b\nc����"


def test_the_command_judges_what_is_there_and_ends(tmp_path, monkeypatch, capsys):
    put(tmp_path, pack_of("7", a01=RIGHT))
    answers = [Answer("01.a", None, "refused")]
    monkeypatch.setattr("helpers.workshop.board.answers_in", lambda pack: answers)
    target = tmp_path / "board.html"
    assert commands.board_command([str(tmp_path), "--once", "--page", str(target)]) == 0
    assert "1 seat at" in capsys.readouterr().out and page.MARK in target.read_text("utf-8")
    assert "refused" in target.read_text("utf-8")


def test_the_command_goes_on_when_the_folder_is_gone_for_a_while(tmp_path, monkeypatch, capsys):
    folder, page_ = tmp_path / "packs", tmp_path / "board.html"
    folder.mkdir()
    monkeypatch.setattr("helpers.workshop.board.answers_in", lambda pack: [])
    steps = [lambda: folder.rename(tmp_path / "away"), lambda: (tmp_path / "away").rename(folder)]
    steps += [lambda: put(folder, pack_of("7", a01=RIGHT)), lambda: None]

    def sleep(_):
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr(commands.time, "sleep", sleep)
    assert commands.board_command([str(folder), "--page", str(page_)]) == 0
    said = capsys.readouterr()
    assert said.err.count("it is tried again") == 1
    assert said.out.startswith("0 seats") and said.out.endswith("packs stay where they are.\n")
    assert "1 seat at" in page_.read_text("utf-8")


@pytest.mark.parametrize("words", [["none"], [".", "--page", "none/board.html"]])
def test_the_command_says_what_cannot_be(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    assert commands.board_command([*words, "--once"]) == 2
    assert "none" in capsys.readouterr().err
