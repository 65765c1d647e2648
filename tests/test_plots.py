"""Curves: each is named, told by its line as well as its colour, and described in words."""

import numpy as np
import pytest

from rnnlib import line_plot

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
