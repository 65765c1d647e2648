"""Each network a dot: what a mean of some that learned and some that did not would hide."""

import numpy as np
from matplotlib.figure import Figure

from rnnlib.pictures.canvas import Picture
from rnnlib.pictures.ink import COLOURS, drawing
from rnnlib.views.say import short


def dot_plot(values, *, x_label, chance=None):
    """Draw `values`, name -> one number for each network, a row of dots for each name.

    Equal numbers lie above each other, so that they can be counted. `chance` draws a line where
    guessing would be. Raises ValueError for a name without numbers.
    """
    if not values or not all(len(row) for row in values.values()):
        raise ValueError("values has no numbers to draw, expected one or more for each name")
    with drawing():
        figure = Figure((7.2, 0.9 + 0.5 * len(values)), layout="constrained")
        axes = figure.add_subplot()
        for row, numbers in enumerate(values.values()):
            x, height = _piled(np.asarray(numbers, float))
            axes.plot(x, row - height, "o", color=COLOURS["W"], alpha=0.6, markersize=6)
        if chance is not None:
            axes.axvline(chance, color=COLOURS["L"], linestyle="--", linewidth=1.2, label="chance")
            figure.legend(frameon=False, loc="outside right upper")
        axes.set(xlabel=x_label, ylim=(len(values) - 0.5, -0.7))
        axes.set_yticks(range(len(values)), values)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(alpha=0.3, axis="x")
    rows = [_in_words(name, numbers) for name, numbers in values.items()]
    at = "" if chance is None else f" Chance is {short(chance)}."
    return Picture(figure, f"Dots, one for each network: {x_label}.{at} " + " ".join(rows))


def _piled(numbers):
    """Places and heights: what is within a hundredth of the range piles up."""
    order = np.sort(numbers)
    width = max(0.01, 0.015 * np.ptp(order))
    bins = np.round(order / width)
    height = np.array([np.sum(bins[:i] == b) for i, b in enumerate(bins)], float)
    return order, 0.6 * height / max(height.max() + 1, 8)


def _in_words(name, numbers):
    least, most = min(numbers), max(numbers)
    span = short(least) if least == most else f"{short(least)} to {short(most)}"
    n = f"{len(numbers)} network{'s' * (len(numbers) > 1)}"
    return f"{name}: {n}, {span}, middle {short(float(np.median(numbers)))}."
