"""Curves over one axis, and arrows from one point, with the alt text computed from the data."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from rnnlib.pictures.canvas import Picture
from rnnlib.pictures.ink import COLOURS, drawing
from rnnlib.views.say import short, with_minus

DASHES = ("-", "--", "-.", ":")  # a curve is told by its line too, never by colour alone
HUES = [COLOURS[letter] for letter in "WVUL"]


def line_plot(x, curves, *, x_label, y_label, y_log=False, spread=None):
    """Draw `curves`, name -> values over x, each named at its end.

    x (n,), each curve (n,). With y_log the vertical axis is logarithmic; zeros are left out there.
    spread: name -> (lowest, highest), each (n,), draws the range that a curve is the middle of.
    Raises ValueError for curves that do not fit x, or that are too many to tell apart.
    """
    x = np.asarray(x)
    if not 1 <= len(curves) <= len(DASHES):
        raise ValueError(f"{len(curves)} curves, expected 1 to {len(DASHES)}: draw several plots")
    with drawing():
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
            if name in (spread or {}):
                axes.fill_between(x, *spread[name], color=hue, alpha=0.15, linewidth=0)
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
    parts += [_range_in_words(x, name, *ends) for name, ends in (spread or {}).items()]
    alt = f"Line plot: {y_label}{scale} against {x_label}, {x[0]:g} to {x[-1]:g}. "
    return Picture(figure, alt + " ".join(parts))


def arrow_plot(arrows, *, x_label, y_label):
    """Draw `arrows`, name -> (x, y), from the origin, to compare lengths and directions.

    The words give each length, and the angle to the first arrow.
    """
    if not 1 <= len(arrows) <= len(DASHES):
        raise ValueError(f"{len(arrows)} arrows, expected 1 to {len(DASHES)}")
    ends = np.array(list(arrows.values()), float)
    if ends.shape != (len(arrows), 2):
        raise ValueError(
            f"the arrows have shape {ends.shape[1:]}, expected two numbers (x, y) each"
        )
    low, high = np.minimum(ends.min(axis=0), 0), np.maximum(ends.max(axis=0), 0)
    room = 0.08 * max(max(high - low), np.finfo(float).tiny)
    wide, tall = high - low + 2 * room
    with drawing():
        figure = Figure((7.2, np.clip(5.2 * tall / wide + 0.7, 1.8, 4.8)), layout="constrained")
        axes = figure.add_subplot()
        for (name, (x, y)), dash, hue in zip(arrows.items(), DASHES, HUES, strict=False):
            line = axes.plot([0, x], [0, y], dash, color=hue, label=name, linewidth=2)[0]
            tip = {"arrowstyle": "-|>", "color": hue, "shrinkA": 0, "shrinkB": 0}
            start = (0.97 * x, 0.97 * y)  # the line is drawn by plot: a dashed shaft hides the tip
            axes.annotate("", (x, y), start, arrowprops=tip | {"mutation_scale": 18})
            line.set_gid(name)
        axes.set(xlabel=x_label, ylabel=y_label, aspect="equal")
        axes.set(xlim=(low[0] - room, high[0] + room), ylim=(low[1] - room, high[1] + room))
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(alpha=0.3)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(_written)
        figure.legend(frameon=False, loc="outside right center")
    parts = []
    for name, end in zip(arrows, ends, strict=True):
        text = f"{name}: ({short(end[0])}, {short(end[1])}), length {short(np.hypot(*end))}"
        turned = f", turned by {_angle(ends[0], end):.0f} degrees" if len(parts) else ""
        parts.append(text + turned + ".")
    return Picture(figure, f"Arrows from the origin, {x_label} and {y_label}. " + " ".join(parts))


def _angle(a, b):
    """The angle between two arrows in degrees."""
    cosine = np.dot(a, b) / max(np.hypot(*a) * np.hypot(*b), np.finfo(float).tiny)
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def _range_in_words(x, name, lowest, highest):
    """Where a spread is widest."""
    i = np.argmax(np.subtract(highest, lowest))
    ends = f"{short(lowest[i])} to {short(highest[i])}"
    return f"{name}: the spread is widest at {x[i]:g}, {ends}."


def _written(value, _):
    return with_minus(f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}")


def _in_words(x, name, values):
    """One curve as a sentence: where it starts, where it ends, and a peak between."""
    values = np.asarray(values, float) + 0.0  # −0 is 0
    if np.ptp(values) == 0:
        return f"{name}: {short(values[0])} throughout."
    text = f"{name}: from {short(values[0])} to {short(values[-1])}"
    low, high = sorted((values[0], values[-1]))
    for word, place in (("highest", values.argmax()), ("lowest", values.argmin())):
        if not low <= values[place] <= high:
            text += f", {word} {short(values[place])} at {x[place]:g}"
    return text + "."
