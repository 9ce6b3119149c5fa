"""The language of the pictures can be read, by eye and by ear, in every theme and at every size."""

from itertools import product

import pytest
from matplotlib.colors import to_rgb

from helpers.picture import THEMES
from helpers.timeline import Hop, Lane, Recording, Span
from helpers.timeline.description import describe
from helpers.timeline.drawing import draw
from helpers.timeline.folding import MOST_LANES, fold
from helpers.timeline.legend import legend
from helpers.timeline.marks import shorter
from helpers.timeline.paper import PLAIN, SMALL
from helpers.timeline.replay import replay
from helpers.timeline.states import ENDS, MEANINGS, STATES

LAB = {"light": "#FFFFFF", "dark": "#111111"}  # JupyterLab's own pages


def luminance(colour):
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one, other):
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def grounds(theme):
    return [THEMES[theme]["card"], THEMES[theme]["band"], LAB[theme]]


@pytest.mark.parametrize("theme", THEMES)
def test_each_shape_stands_out_from_its_ground(theme):
    shapes = {name: getattr(look, theme) for name, look in {**STATES, **ENDS}.items()}
    for (name, colour), ground in product(shapes.items(), grounds(theme)):
        assert contrast(colour, ground) >= 3, (name, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_each_text_can_be_read(theme):
    for ink, ground in product(("ink", "dim"), grounds(theme)):
        assert contrast(THEMES[theme][ink], ground) >= 4.5, (ink, ground)
    for name, look in STATES.items():
        if look.ink:
            ink = look.ink if theme == "light" else "#000000"
            assert contrast(ink, getattr(look, theme)) >= 4.5, name


def test_labels_are_nine_points_or_more():
    picture = draw(mixed())
    texts = [*picture.figure.texts, *picture.figure.axes[0].texts]
    assert min(SMALL, PLAIN, *(text.get_fontsize() for text in texts)) >= 9


def test_each_state_differs_from_the_others_in_more_than_colour():
    shapes = [(look.height, look.hatch) for look in STATES.values()]
    assert len(set(shapes)) == len(shapes)


def mixed():
    """A task that returns, one that fails, one that is cancelled, and a thread that is blocked."""
    ends = ["returned", "raised ValueError", "cancelled"]
    lanes = [Lane(end.split()[0], "task", end=end, at=2.0) for end in ends]
    spans = [Span(lane.name, "waiting", 0, 2, "sleep") for lane in lanes]
    lanes += [Lane("loop", "loop"), Lane("pool_0", "thread")]
    spans.append(Span("loop", "idle", 0, 4))
    spans.append(Span("pool_0", "blocked", 0, 4, "socket.recv · cell line 3"))
    hop = Hop("returned", 0, "pool_0", 0, "submit")
    return Recording(
        tuple(lanes), tuple(spans), (hop,), length=4.0, virtual=True, notes=("A note",)
    )


def below_the_axis(picture):
    return [text.get_text() for text in picture.figure.texts]


def test_the_key_lists_what_is_in_the_picture_and_nothing_else():
    said = below_the_axis(draw(mixed()))
    states = {look.legend for look in STATES.values()} & set(said)
    assert states == {STATES[state].legend for state in ("waiting", "blocked", "idle")}
    assert {end.legend for end in ENDS.values()} <= set(said)
    alone = draw(mixed(), lanes=["pool_0"])
    assert below_the_axis(alone) == ["A note", STATES["blocked"].legend]


def test_a_callback_hidden_by_a_step_is_not_in_the_key():
    lanes = (Lane("loop", "loop"), Lane("a", "task"))
    spans = [Span("loop", "callback", 1, 1, "mine"), Span("loop", "running", 1, 1, "a")]
    spans.append(Span("a", "waiting", 0, 2, "sleep"))
    said = below_the_axis(draw(Recording(lanes, tuple(spans), length=2, virtual=True)))
    assert STATES["callback"].legend not in said and STATES["running"].legend in said


def test_each_end_has_its_mark_and_an_error_its_name():
    said = [text.get_text() for text in draw(mixed()).figure.axes[0].texts]
    assert {"✓", "✗ ValueError", "⊘"} <= set(said)


def test_the_legend_has_every_sign_once():
    picture = legend()
    assert [meaning for _, meaning in picture.rows] == list(MEANINGS.values())
    assert list(MEANINGS) == [*STATES, *ENDS]
    assert legend(theme="dark").png != picture.png
    drawn = picture.figure.axes[0].collections
    assert len(drawn) >= len(STATES)
    right = picture.figure.bbox.x1
    for text in picture.figure.axes[0].texts:
        assert text.get_window_extent().x1 <= right, text.get_text()


def crowd(count):
    """So many tasks that sleep, every hundredth of which fails; and the loop."""
    lanes, spans = [Lane("loop", "loop")], [Span("loop", "idle", 0, 3)]
    for n in range(count):
        name = "fetch" if n == 0 else f"fetch #{n + 1}"
        end = "raised OSError" if n % 100 == 7 else "returned"
        lanes.append(Lane(name, "task", end=end, at=3.0))
        spans.append(Span(name, "waiting", 0, 3, "sleep"))
        spans.append(Span("loop", "running", 3, 3, name))
    return Recording(tuple(lanes), tuple(spans), length=3, virtual=True)


@pytest.mark.parametrize("count", [500, 4000])
def test_of_many_lanes_those_alike_are_folded_and_the_picture_says_so(count):
    picture = draw(crowd(count))
    assert [lane.name for lane in picture.lanes] == [
        "loop",
        "fetch",
        "fetch #2",
        "fetch #8",
        "fetch #108",
    ]
    told = below_the_axis(picture)
    assert f"{count - count // 100 - 2} tasks more like fetch not drawn" in told
    assert f"{count // 100 - 2} tasks more like fetch #8 not drawn" in told
    assert len(picture.png) < 100_000
    assert len(replay(crowd(count)).page) < 300_000
    assert "tasks more like fetch not drawn." in describe(picture.data)


def test_lanes_that_differ_are_drawn_as_far_as_there_is_room():
    lanes = [Lane(f"{chr(97 + n % 26)}{chr(97 + n // 26)}", "task") for n in range(100)]
    shown, said = fold(Recording(tuple(lanes)), lanes)
    assert shown == lanes[:MOST_LANES]
    assert said == ["60 of 100 lanes not drawn; choose with lanes="]


def test_few_lanes_are_never_folded():
    recording = crowd(MOST_LANES - 1)
    assert fold(recording, list(recording.lanes)) == (list(recording.lanes), [])


def test_a_recording_tells_what_its_picture_shows():
    assert (
        describe(mixed())
        == """\
3 tasks, 1 loop, 1 thread, 4 s, in virtual time.
Task returned: waits for sleep from 0 s to 2 s; returned at 2 s.
Task raised: waits for sleep from 0 s to 2 s; raised ValueError at 2 s.
Task cancelled: waits for sleep from 0 s to 2 s; cancelled at 2 s.
Loop: is idle for 4 s in all.
Thread pool_0: is blocked in socket.recv · cell line 3 from 0 s to 4 s.
From returned to pool_0: submit.
A note."""
    )


def test_what_is_said_of_real_time_is_the_same_on_every_run():
    one = Recording(mixed().lanes, mixed().spans, length=4.0)
    other = Recording(mixed().lanes[::-1], mixed().spans[1:], length=4.1)
    assert (
        describe(one, exact=True).splitlines()[1:] == describe(other, exact=True).splitlines()[1:]
    )
    assert "raised ValueError" in describe(one, exact=True)


def test_a_picture_has_its_sentences_as_alternative():
    lane = Lane('a "task" <b>', "task")
    page = draw(Recording((lane,), (Span(lane.name, "waiting", 0, 1),), length=1))._repr_html_()
    assert page.startswith(
        '<img alt="1 task, in real time.&#10;Task a &quot;task&quot; &lt;b&gt;." '
    )
    assert page.count("<") == 1


def test_a_stall_may_be_told_in_two_lines():
    span = Span("a", "stalled", 0, 1, "time.sleep · cell line 7 · 300 ms")
    assert "time.sleep · 300 ms\ncell line 7" in shorter(span, two_lines=True)
