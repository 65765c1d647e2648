"""Each network is a dot."""

import pytest

from rnnlib import dot_plot


def test_a_dot_for_each_network_and_equal_ones_above_each_other():
    picture = dot_plot({"A": [0.5, 0.5, 1.0], "B": [0.25]}, x_label="right", chance=0.25)
    (axes,) = picture.figure.axes
    rows = [line.get_xydata() for line in axes.lines if line.get_marker() == "o"]
    assert [len(row) for row in rows] == [3, 1]
    assert rows[0][0][0] == rows[0][1][0] and rows[0][0][1] != rows[0][1][1]
    assert picture.alt == (
        "Dots, one for each network: right. Chance is 0.25. A: 3 networks, 0.5 to 1, middle 0.5. "
        "B: 1 network, 0.25, middle 0.25."
    )


def test_no_number_is_no_picture():
    for nothing in ({}, {"A": []}):
        with pytest.raises(ValueError, match="no numbers to draw"):
            dot_plot(nothing, x_label="right")
