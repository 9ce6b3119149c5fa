"""Tests that a chart says its numbers to those who do not see it."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from helpers.chart import chart


def test_a_line_says_where_it_changes():
    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 2, 3, 4], [9, 5, 5, 4], label="small service")
    axes.set(xlabel="threads", ylabel="seconds")
    assert chart(figure).said == "threads; seconds\nsmall service: 9 from 1, 5 from 2, 4 from 4"


def test_a_line_of_many_changes_says_its_ends():
    figure = Figure()
    figure.subplots().plot(range(50), range(50), label="answers")
    assert chart(figure).said == "answers: 50 points, from 0 at 0 to 49 at 49"


def test_bars_say_their_names_and_lengths_those_on_top_last():
    figure = Figure()
    axes = figure.subplots()
    axes.barh(["1 s", "2 s"], [3, 3])
    axes.barh(["1 s", "2 s"], [1, 2])
    figure.suptitle("waits")
    assert chart(figure).said == "waits\n1 s: 3, 1\n2 s: 3, 2"


def test_axes_that_share_their_rows_share_their_names():
    figure = Figure()
    for axes, length in zip(figure.subplots(1, 2, sharey=True), (3, 4), strict=True):
        axes.barh(["1 s", "2 s"], [length, length])
    assert chart(figure).said == "1 s: 3\n2 s: 3\n1 s: 4\n2 s: 4"


def test_bars_beside_each_other_have_one_name():
    figure = Figure()
    axes = figure.subplots()
    axes.barh([-0.2, 0.8], [1, 2], 0.36)
    axes.barh([0.2, 1.2], [3, 4], 0.36)
    axes.set_yticks([0, 1], ["await", "thread"])
    assert chart(figure).said == "await: 1, 3\nthread: 2, 4"


@pytest.mark.parametrize(
    ("times", "said"),
    [([10, 20, 90], "3 events from 10 to 90, none for 70 after 20"), ([5], "1 event")],
)
def test_events_say_their_longest_gap(times, said):
    figure = Figure()
    axes = figure.subplots()
    axes.eventplot([times])
    axes.set_yticks([0], ["frozen"])
    assert chart(figure).said == f"frozen: {said}"


def test_a_figure_of_pyplot_is_shown_once():
    figure, _ = plt.subplots()
    chart(figure)
    assert not plt.fignum_exists(figure.number)
