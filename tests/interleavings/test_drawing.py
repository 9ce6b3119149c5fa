"""The picture: which schedules are drawn, and that it is a small PNG."""

import pytest

from helpers.interleavings import explore
from helpers.interleavings.drawing import sample
from tests.interleavings.programs import Counter, a_then_b, add, b_then_a


@pytest.mark.parametrize(
    ("functions", "order", "columns"),
    [
        ([add, add], None, 20),
        ([add, add, add], None, 48),
        ([a_then_b, b_then_a], None, 22),
        ([add, add], "AABBBA", 1),
    ],
)
def test_a_picture(functions, order, columns):
    count = len(functions)
    picture = explore(Counter, *functions, check=lambda c: c.x == count, order=order).draw()
    data = picture.png
    assert data.startswith(b"\x89PNG") and len(data) < 100_000
    assert len(picture.columns) == columns
    assert data == picture.png


def test_each_square_has_its_letter_and_each_schedule_its_sign():
    picture = explore(Counter, add, add, check=lambda c: c.x == 2).draw(title="lost updates")
    texts = [text.get_text() for text in picture.figure.axes[0].texts]
    assert texts.count("A") == texts.count("B") == 20 * 3 + 1
    assert (texts.count("✓"), texts.count("✗")) == (2, 18)
    assert "lost updates" in texts and "add (A)" in texts


def test_a_sample_has_the_rare_ones():
    runs = [("A", i >= 6) for i in range(1680)]
    drawn = sample(runs, 48)
    assert len(drawn) == 48 and sum(not wrong for _, wrong in drawn) == 6
    assert sample(runs[:3], 48) == runs[:3]
    with pytest.raises(ValueError, match="at least 2"):
        explore(Counter, add).draw(most=1)
