"""Curves: each is named, told by its line as well as its colour, and described in words."""

import numpy as np
import pytest

from rnnlib import arrow_plot, line_plot

X = np.arange(4)


def test_the_alt_text_gives_the_numbers_of_every_curve():
    curves = {"peak": [1, 9, 3, 2], "flat": [5, 5, 5, 5]}
    alt = line_plot(X, curves, x_label="step t", y_label="state z").alt
    assert "state z against step t, 0 to 3" in alt
    assert "peak: from 1 to 2, highest 9 at 1." in alt
    assert "flat: 5 throughout." in alt


def test_the_curves_drawn_are_the_numbers_given_and_no_two_look_alike():
    curves = {name: X * k for k, name in enumerate("abcd")}
    figure = line_plot(X, curves, x_label="x", y_label="y").figure
    lines = figure.axes[0].get_lines()
    for line, values in zip(lines, curves.values(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), values)
    assert len({line.get_linestyle() for line in lines}) == 4
    assert len({line.get_color() for line in lines}) == 4
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert legend == list("abcd")


def test_zeros_are_left_out_of_a_logarithmic_axis():
    figure = line_plot(X, {"a": [1, 0.1, 0, 0]}, x_label="x", y_label="y", y_log=True).figure
    np.testing.assert_array_equal(np.isnan(figure.axes[0].get_lines()[0].get_ydata()), X >= 2)


def test_curves_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"'a' has shape \(3,\), expected \(4,\)"):
        line_plot(X, {"a": [1, 2, 3]}, x_label="x", y_label="y")
    with pytest.raises(ValueError, match="5 curves, expected 1 to 4"):
        line_plot(X, dict.fromkeys(range(5), X), x_label="x", y_label="y")


def test_a_spread_is_drawn_around_its_curve_and_said():
    spread = {"a": ([0, 0, 1, 2], [2, 5, 3, 4])}
    curves = {"a": [1, 2, 2, 3], "b": [0, 0, 0, 0]}
    shown = line_plot(X, curves, x_label="x", y_label="y", spread=spread)
    (band,) = shown.figure.axes[0].collections
    corners = band.get_paths()[0].vertices
    assert {(1.0, 0.0), (1.0, 5.0), (3.0, 2.0), (3.0, 4.0)} <= set(map(tuple, corners))
    assert "a: the spread is widest at 1, 0 to 5." in shown.alt


def test_arrows_end_where_they_should_and_their_angles_are_said():
    shown = arrow_plot({"long": (3, 4), "across": (-4, 3)}, x_label="dV", y_label="dW")
    tips = {line.get_gid(): line.get_xydata()[1] for line in shown.figure.axes[0].get_lines()}
    np.testing.assert_array_equal(tips["long"], [3, 4])
    np.testing.assert_array_equal(tips["across"], [-4, 3])
    assert "long: (3, 4), length 5. across: (−4, 3), length 5, turned by 90 degrees." in shown.alt
    assert shown.figure.axes[0].get_aspect() == 1  # or the angles would look wrong


def test_arrows_that_are_no_arrows_are_named():
    with pytest.raises(ValueError, match=r"shape \(3,\), expected two numbers"):
        arrow_plot({"a": (1, 2, 3)}, x_label="x", y_label="y")
    with pytest.raises(ValueError, match="5 arrows, expected 1 to 4"):
        arrow_plot(dict.fromkeys("abcde", (1, 1)), x_label="x", y_label="y")
