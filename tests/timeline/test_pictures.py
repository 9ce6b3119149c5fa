"""The picture, the replay and the trace file hold what was recorded; no label is cut or hidden."""

import io
import json
import re
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from PIL import Image

from helpers.timeline import Hop, Lane, Recording, Span, marks
from helpers.timeline.drawing import draw
from helpers.timeline.model import duration
from helpers.timeline.replay import moments, replay
from helpers.timeline.states import STATES
from helpers.timeline.trace_file import events, save, summary


def busy(lanes):
    """A recording with so many lanes: tasks that wait, run, stall, and a thread for each other."""
    found, spans, hops = [Lane("loop", "loop")], [], []
    for n in range(lanes - 1):
        kind = "thread" if n % 3 == 2 else "task"
        name = f"{kind} with a name that goes on for rather a long time {n}"
        found.append(Lane(name, kind))
        at = n / lanes
        if kind == "thread":
            spans.append(Span(name, "blocked", at, at + 1, "queue.get · cell line 3"))
            spans.append(Span(name, "running", at + 1, at + 1.1, "job"))
            hops.append(Hop(found[-2].name, at, name, at, "submit"))
        else:
            stalled = "time.sleep · cell line 7 · 300 ms"
            spans.append(Span(name, "waiting", 0, at, "sleep"))
            spans.append(Span(name, "ready", at, at + 0.2))
            spans.append(Span(name, "stalled", at + 0.2, at + 0.5, stalled))
            spans.append(Span(name, "running", at + 0.5, at + 0.5))
            spans.append(Span("loop", "stalled", at + 0.2, at + 0.5, name))
    return Recording(tuple(found), tuple(spans), tuple(hops), length=2.5, virtual=True)


def text_boxes(figure):
    """(text, its box in pixels) of all that is written."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    axes = figure.axes[0]
    low, high = axes.get_xlim()
    ticks = [t for t in axes.get_xticklabels() if low <= t.get_position()[0] <= high]
    texts = [*figure.texts, *axes.texts, axes.xaxis.label, *ticks]
    return [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in texts]


@pytest.mark.parametrize("lanes", [1, 2, 6, 15, 40])
def test_no_text_is_cut_and_no_two_overlap(lanes):
    figure = draw(busy(lanes), title="Title").figure
    boxes = [(text, box) for text, box in text_boxes(figure) if text]
    for text, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0, text
        assert box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1, text
    for (one, a), (other, b) in combinations(boxes, 2):
        room = 2  # pixels that boxes of neighbouring lines may share; letters do not touch
        apart = a.x1 <= b.x0 + room or b.x1 <= a.x0 + room
        apart = apart or a.y1 <= b.y0 + room or b.y1 <= a.y0 + room
        assert apart, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_crowded_picture_stays_small(theme):
    picture = draw(busy(40), theme=theme)
    assert len(picture.png) <= 100_000
    assert Image.open(io.BytesIO(picture.png)).format == "PNG"


def test_the_colours_of_the_states_survive_the_palette():
    image = Image.open(io.BytesIO(draw(busy(6)).png)).convert("RGB")
    found = {f"#{r:02X}{g:02X}{b:02X}" for _, (r, g, b) in image.getcolors(1 << 24)}
    assert {STATES[s].light for s in ("running", "ready", "stalled", "blocked")} <= found


def test_bars_stand_where_the_spans_are():
    recording = Recording(
        (Lane("a", "task"), Lane("b", "task")),
        (Span("a", "waiting", 0, 1.5, "sleep"), Span("b", "ready", 0.5, 2)),
        length=2,
    )
    axes = draw(recording).figure.axes[0]
    boxes = [c.get_paths()[0].get_extents() for c in axes.collections]
    assert all(isinstance(c, PolyCollection) for c in axes.collections)
    middles = [(b.x0, b.x1, (b.y0 + b.y1) / 2) for b in boxes]
    assert middles == [(0, 1.5, 0), (0.5, 2, 1)]


@pytest.mark.parametrize(
    ("length", "unit"), [(4.5, "seconds"), (0.3, "milliseconds"), (2e-5, "µs")]
)
def test_the_axis_has_a_unit_that_suits(length, unit):
    recording = Recording((Lane("a", "task"),), (Span("a", "waiting", 0, length),), length=length)
    assert draw(recording).figure.axes[0].get_xlabel() == unit


def test_lanes_and_time_can_be_chosen():
    recording = busy(6)
    name = recording.lanes[1].name
    picture = draw(recording, lanes=[name], between=(0.5, 1))
    assert [lane.name for lane in picture.lanes] == [name]
    assert picture.window[0] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"lanes": ["nobody"]}, "no lane 'nobody' was recorded; there are: loop, task"),
        ({"between": (2, 1)}, "start < end"),
        ({"theme": "pink"}, "light, dark"),
    ],
)
def test_wrong_options_are_explained(options, message):
    with pytest.raises(ValueError, match=message):
        draw(busy(3), **options)


def test_a_picture_says_the_same_on_every_run():
    assert repr(draw(busy(3))) == "<timeline: 1 loop, 2 tasks, 2.5 s>"
    assert draw(busy(3)).png == draw(busy(3)).png


def test_an_empty_recording_can_be_drawn():
    assert repr(draw(Recording())) == "<timeline: nothing recorded>"
    assert draw(Recording()).png


def test_within_an_instant_a_replay_goes_from_made_to_ready_to_running_to_waiting():
    spans = [
        Span("main", "running", 1, 1, "", (0, 3)),
        Span("loop", "running", 1, 1, "main", (0, 3)),
        Span("a", "ready", 1, 1, "", (1, 4)),
        Span("main", "waiting", 1, 2, "a", (3, 8)),
        Span("a", "running", 1, 1, "", (4, 6)),
        Span("loop", "running", 1, 1, "a", (4, 6)),
        Span("a", "waiting", 1, 2, "sleep", (6, 7)),
    ]

    def at(position):
        return {(s.lane, s.state) for s in spans if s.order[0] <= position < s.order[1]}

    found = moments(spans, 0, 3)
    assert [t for t, _ in found] == [1, 1, 1, 1, 2]
    states = [at(position) for _, position in found]
    assert states[0] == {("main", "running"), ("loop", "running")}
    assert states[1] == states[0] | {("a", "ready")}
    assert states[2] == {("main", "waiting"), ("a", "running"), ("loop", "running")}
    assert states[3] == {("main", "waiting"), ("a", "waiting")}


def test_the_replay_is_one_page_without_anything_from_outside():
    page = replay(busy(6)).page
    assert not re.search(r"(?:src|href)=\"(?!data:)", page)
    assert "http" not in page
    assert page == replay(busy(6)).page
    assert not re.search(r"@[A-Z]+@", page)


def test_the_replay_can_be_used_by_keyboard_and_heard():
    page = replay(busy(6)).page.replace('\\"', '"').replace("<\\/", "</")  # as the script sees it
    assert re.findall(r'<button type="button" class="\w+">(\w+)</button>', page) == [
        "Back",
        "Forward",
        "Play",
    ]
    assert 'type="range"' in page and 'aria-label="Moment of the recording"' in page
    assert 'aria-live="polite"' in page and "data-lm-suppress-shortcuts" in page
    assert '<img alt="1 loop, 4 tasks, 1 thread, 2.5 s, in virtual time.&#10;Loop: ' in page


def test_without_its_script_the_replay_is_the_picture():
    page = re.sub(r"<script>.*</script>", "", replay(busy(6)).page, flags=re.DOTALL)
    assert re.findall(r"<(\w+)", page) == ["div", "div", "img"]


def test_a_label_cannot_end_the_script():
    lane = Lane("</script><b>", "task")
    page = replay(Recording((lane,), (Span(lane.name, "waiting", 0, 1),), length=1)).page
    assert page.count("</script>") == 1


def test_a_trace_file_has_every_span_and_hop(tmp_path):
    recording = busy(6)
    found = json.loads(save(recording, tmp_path / "trace.json").read_text("utf-8"))["traceEvents"]
    assert found == events(recording)
    by_phase = {phase: [e for e in found if e["ph"] == phase] for phase in "XMsf"}
    assert len(by_phase["X"]) == len(recording.spans)
    assert len(by_phase["s"]) == len(by_phase["f"]) == len(recording.hops)
    assert sum(e["dur"] for e in by_phase["X"]) == pytest.approx(
        1e6 * sum(s.end - s.start for s in recording.spans)
    )


def test_the_summary_adds_up_the_states():
    recording = Recording(
        (Lane("a", "task"),),
        (Span("a", "running", 0, 0.5), Span("a", "ready", 0.5, 1), Span("a", "waiting", 1, 3)),
        length=3,
    )
    assert summary(recording).splitlines()[1].split() == ["a", "1", "0.500", "0.500", "2.000"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (1.8, "1.8 s"),
        (0.08, "80 ms"),
        (0.0802, "80.2 ms"),
        (0.9999, "1 s"),
        (3e-6, "3 µs"),
    ],
)
def test_a_duration_has_three_digits_at_most(seconds, words):
    assert duration(seconds) == words


def instants(count):
    """A recording of two tasks with so many steps, each of which takes no time."""
    lanes = Lane("loop", "loop"), Lane("one", "task"), Lane("two", "task")
    spans = [Span(("one", "two")[n % 2], "running", n / count, n / count) for n in range(count)]
    return Recording(lanes, tuple(spans), (), length=1.0)


def bars(figure):
    """How many there are, and the pixels that they cover, by row."""
    found = [c for c in figure.axes[0].collections if isinstance(c, PolyCollection)]
    paths = [path for collection in found for path in collection.get_paths()]
    covered = set()
    for path in paths:
        (left, row), (right, _) = figure.axes[0].transData.transform(path.vertices[:2])
        covered |= {(x, round(row)) for x in range(round(left), round(right))}
    return len(paths), covered


def test_of_many_instants_those_that_overlap_are_one_bar(monkeypatch):
    few, covered = bars(draw(instants(30_000)).figure)
    monkeypatch.setattr(marks, "MANY", 100_000)
    each, wanted = bars(draw(instants(30_000)).figure)
    assert (few, each) == (2, 30_000)
    assert covered == wanted
