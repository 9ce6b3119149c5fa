"""Tests the pictures of lesson 01: what they say, that it can be read, and that they are stored."""

import io
import re
import runpy
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from helpers.notebook_files import read_notebook
from helpers.picture import MOST_BYTES

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
FOLDER = NOTEBOOKS / "pictures"
CELLS = {cell.id: cell.source for cell in read_notebook(NOTEBOOKS / "01_event_loops.ipynb").cells}
IN_CELL = {"loop_asleep": "self-pipe", "loop_woken": "foreign-mended"}
SCRIPT = runpy.run_path(str(FOLDER / "event_loop.py"))
SMALLEST = 9  # pt


@pytest.fixture(params=IN_CELL)
def name(request):
    return request.param


@pytest.fixture
def picture(name):
    return SCRIPT["draw"](SCRIPT["MOMENTS"][name])


def labels(picture):
    return [text for text in picture.figure.axes[0].texts if text.get_text()]


def test_a_moment_is_drawn_for_each_picture():
    assert list(SCRIPT["MOMENTS"]) == list(IN_CELL)


def test_the_stored_picture_is_the_one_that_the_script_draws(name, picture):
    """Another release of the drawing library may set its letters a little differently."""
    drawn = imread(io.BytesIO(picture.png))
    stored = imread(FOLDER / f"{name}.png")
    assert stored.shape == drawn.shape, "run: python -m helpers.authoring picture"
    assert np.abs(stored - drawn).mean() < 0.01, "run: python -m helpers.authoring picture"
    assert (FOLDER / f"{name}.png").stat().st_size <= MOST_BYTES


def test_no_label_touches_another_or_leaves_the_picture(picture):
    renderer = picture.figure.canvas.get_renderer()
    boxes = [(text, text.get_window_extent(renderer)) for text in labels(picture)]
    ground = picture.figure.bbox
    for number, (text, box) in enumerate(boxes):
        assert text.get_size() >= SMALLEST
        assert ground.containsx(box.x0) and ground.containsx(box.x1), text
        assert not [other for other, its in boxes[number + 1 :] if box.overlaps(its)], text


def test_its_words_in_the_lesson_name_what_it_shows(name, picture):
    alternative = re.search(rf"!\[(.*)\]\(pictures/{name}\.png\)", CELLS[IN_CELL[name]])[1]
    said = {text.get_text() for text in labels(picture)}
    for part in ("ready queue", "timer", "selector", "self-pipe", "another thread"):
        assert part in alternative and any(part in words for words in said)
    steps = {words for words in said if words.isdigit()}
    assert steps == set(re.findall(r"(\d): ", alternative))


def test_its_timer_is_the_one_of_the_lesson(picture):
    delay = re.search(r"call_later\(([\d.]+), loop\.stop\)", CELLS["visit"])[1]
    words = [text.get_text() for text in labels(picture)]
    assert f"{delay} s: stop" in words
    assert any(f"until {delay} s" in each for each in words)


def test_only_the_woken_loop_gets_a_byte():
    asleep, woken = (SCRIPT["draw"](moment) for moment in SCRIPT["MOMENTS"].values())
    assert "no byte" in {text.get_text() for text in labels(asleep)}
    assert {"one byte", 'send(b"\\0")'} <= {text.get_text() for text in labels(woken)}


def test_its_ground_is_opaque(picture):
    """So it can be read on a dark page too."""
    assert picture.figure.get_facecolor()[3] == 1
