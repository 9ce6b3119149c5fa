"""A pack's form: what is written is read again, and nothing else is taken for a pack."""

import json

import pytest

from helpers.grading.attempts import MOST, Event
from helpers.workshop.pack import MOST_BYTES, MOST_CELLS, NotAPack, file_name, parse, text_of
from tests.workshop.packs import RIGHT, pack_of

EVENT = Event("2026-11-27T09:40:03Z", "01.a", "hint", "NESTED_RUN", 2)
PACK = pack_of("7", (EVENT,), a01=RIGHT)
DATA = json.loads(text_of(PACK))


def test_what_is_written_is_read_again():
    assert parse(text_of(PACK).encode()) == PACK


def test_a_pack_can_be_read_by_its_learner():
    assert json.loads(text_of(PACK))["attempts"] == [
        {"at": EVENT.at, "task": "01.a", "did": "hint", "code": "NESTED_RUN", "number": 2}
    ]
    assert "def report(city):" in text_of(PACK)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"PK\x03\x04" + bytes(100),
        b"\x1f\x8b" + bytes(100),
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"1" * 10_000,
        b"NaN",
        b'"\\ud800"',
        b"null",
        b"[]",
        b"{}",
        b" " * (MOST_BYTES + 1),
    ],
    ids=lambda content: repr(content[:8]) + str(len(content)),
)
def test_other_bytes_are_no_pack(content):
    with pytest.raises(NotAPack, match=r"^it is |^it has "):
        parse(content)


CHANGES = [
    {"format": "Loops & Threads pack 2"},
    {"id": "../../etc/passwd"},
    {"id": "a" * 32 + "\n"},
    {"id": 3},
    {"seat": ["7"]},
    {"made": "today"},
    {"made": None},
    {"names": []},
    {"names": {"01.a": "os.remove"}},
    {"names": {"01.a": "a" * 101}},
    {"names": {"01.a": None}},
    {"notebooks": []},
    {"notebooks": {"01_event_loops": {}}},
    {"notebooks": {"01_event_loops": [["a", 1, False]]}},
    {"notebooks": {"01_event_loops": [["a", "x", 1]]}},
    {"notebooks": {"01_event_loops": [["a", "x"]]}},
    {"notebooks": {"01_event_loops": [["a" * 81, "x", True]]}},
    {"notebooks": {"01_event_loops": [["a", "", True]] * (MOST_CELLS + 1)}},
    {"progress": {"01.a": "<script>"}},
    {"progress": {"01.a": {}}},
    {"attempts": {}},
    {"attempts": [{}] * (MOST + 1)},
    {"more": 1},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(change)[:50])
def test_a_pack_of_another_form_is_refused(change):
    with pytest.raises(NotAPack):
        parse(json.dumps({**DATA, **change}).encode())


def test_a_part_that_is_missing_is_refused():
    for part in DATA:
        with pytest.raises(NotAPack):
            parse(json.dumps({key: DATA[key] for key in DATA if key != part}).encode())


def test_tasks_that_the_course_does_not_have_are_left_out():
    strange = {"99.a": "f", "../x": "f", "01.zz": "f"}
    events = [{**DATA["attempts"][0], "task": task} for task in strange] + [3, None]
    notebooks = {**DATA["notebooks"], "../../x": [["a", "x", True]]}
    changed = {**DATA, "names": {**DATA["names"], **strange}, "progress": {}, "attempts": events}
    found = parse(json.dumps({**changed, "notebooks": notebooks}).encode())
    assert found.tasks == ["01.a"] and list(found.notebooks) == ["01_event_loops"]
    assert found.attempts == ()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("7", "7"),
        ("  Zoë   Müller ", "Zoë Müller"),
        ("Zoe\u0308", "Zoë"),
        ("a\x1b[2Jb\u202ec\x00", "a�[2Jb�c�"),
        ("x" * 40, "x" * 23 + "…"),
        ("a\nb", "a b"),
        ("\u200b", "�"),
    ],
)
def test_a_seat_is_one_short_line_that_shows(given, kept):
    assert parse(json.dumps({**DATA, "seat": given}).encode()).seat == kept


def test_the_name_of_a_packs_file_is_not_of_its_own_choice():
    names = {file_name(pack_of(seat, a01=RIGHT)) for seat in ("7", "8", "../8")}
    assert len(names) == 3
    assert all(name.startswith("pack-") and name[5:-5].isalnum() for name in names)


def test_half_a_character_has_no_place_in_a_cell():
    cells = [["a-attempt", "x = '\ud800'", False]]
    with pytest.raises(NotAPack, match="no JSON text"):
        parse(json.dumps({**DATA, "notebooks": {"01_event_loops": cells}}).encode())
