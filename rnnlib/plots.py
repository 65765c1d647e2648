"""Curves over one axis, with the alt text computed from the data."""

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from rnnlib.canvas import Picture
from rnnlib.ink import COLOURS, RC

DASHES = ("-", "--", "-.", ":")  # a curve is told by its line too, never by colour alone
HUES = [COLOURS[letter] for letter in "WVUL"]


def line_plot(x, curves, *, x_label, y_label, y_log=False):
    """Draw `curves`, name -> values over x, each named at its end.

    x (n,), each curve (n,). With y_log the vertical axis is logarithmic; zeros are left out there.
    Raises ValueError for curves that do not fit x, or that are too many to tell apart.
    """
    x = np.asarray(x)
    if not 1 <= len(curves) <= len(DASHES):
        raise ValueError(f"{len(curves)} curves, expected 1 to {len(DASHES)}: draw several plots")
    with matplotlib.rc_context(RC):
        figure = Figure((7.2, 3.4), layout="constrained")
        axes = figure.add_subplot()
        for (name, values), dash, hue in zip(curves.items(), DASHES, HUES, strict=False):
            if np.shape(values) != x.shape:
                raise ValueError(
                    f"the curve {name!r} has shape {np.shape(values)}, expected {x.shape} as x has"
                )
            values = np.asarray(values, float)
            shown = np.where(values > 0, values, np.nan) if y_log else values
            axes.plot(x, shown, dash, color=hue, label=name, marker="o" if len(x) < 3 else "")
        axes.set(xlabel=x_label, ylabel=y_label, yscale="log" if y_log else "linear")
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(alpha=0.3)
        if not y_log:
            axes.yaxis.set_major_formatter(_written)
        if x.dtype.kind == "i":
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        if len(curves) > 1:
            figure.legend(frameon=False, loc="outside right center")
    scale = " on a logarithmic axis" if y_log else ""
    parts = [_in_words(x, name, values) for name, values in curves.items()]
    alt = f"Line plot: {y_label}{scale} against {x_label}, {x[0]:g} to {x[-1]:g}. "
    return Picture(figure, alt + " ".join(parts))


def _written(value, _):
    return (f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}").replace("-", "−")


def _in_words(x, name, values):
    """One curve as a sentence: where it starts, where it ends, and a peak between."""
    values = np.asarray(values, float) + 0.0  # −0 is 0
    if np.ptp(values) == 0:
        return f"{name}: {_short(values[0])} throughout."
    text = f"{name}: from {_short(values[0])} to {_short(values[-1])}"
    low, high = sorted((values[0], values[-1]))
    for word, place in (("highest", values.argmax()), ("lowest", values.argmin())):
        if not low <= values[place] <= high:
            text += f", {word} {_short(values[place])} at {x[place]:g}"
    return text + "."


def _short(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}".replace("-", "−")
