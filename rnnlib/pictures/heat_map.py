"""Graphs and heat maps, placed by rule: column = time, lane = letter."""

import numpy as np

from rnnlib.pictures.canvas import Canvas, picture
from rnnlib.pictures.ink import COLOURS, GREY, INK, number, shade, style, tint

__all__ = ["draw", "heat_map", "picture", "style"]

ACROSS, UP, RADIUS = 1.5, 1.15, 0.3  # inches from column to column, lane to lane; size of a box


def draw(graph, *, alt=None):
    """A view of a run as a picture: every box at its column and lane, every arrow with its letter.

    Without `alt` the description lists boxes and arrows.
    """
    places = _places(graph)
    right, top = np.max(list(places.values()), axis=0)
    loops = any(arrow.delay for arrow in graph.arrows)
    canvas = Canvas(right + (1.9 if loops else 0.9), top + 0.75)
    for arrow in graph.arrows:
        _arrow(canvas, graph, places, arrow)
    for box in graph.boxes:
        _box(canvas, box, *places[box.name])
    return canvas.picture(alt or _description(graph))


def _places(graph):
    columns = {box.column for box in graph.boxes}
    lanes = {box.lane for box in graph.boxes}
    units = 1 + max((box.unit or 0) for box in graph.boxes)
    across = max(ACROSS, 0.75 * units + 0.6)
    places = {}
    for box in graph.boxes:
        layer = [b for b in graph.boxes if (b.column, b.lane) == (box.column, box.lane)]
        aside = 0.0 if box.unit is None else 0.75 * (box.unit - (len(layer) - 1) / 2)
        x = 0.9 + across * (box.column - min(columns)) + aside
        places[box.name] = (x + 0.375 * (units - 1), 0.7 + UP * (box.lane - min(lanes)))
    return places


def _box(canvas, box, x, y):
    colour = COLOURS.get(box.letter, INK)
    fill = shade(box.value) if box.unit is not None else tint(colour, 0.1)
    canvas.circle(x, y, RADIUS, fill=fill, edge=colour, dashed=box.initial)
    text = box.label if box.unit is None else number(box.value)
    canvas.text(x, y, text, size=12 if box.unit is None else 9.5, colour=colour, zorder=4)


def _arrow(canvas, graph, places, arrow):
    colour = COLOURS.get(arrow.letter, GREY)
    (x0, y0), (x1, y1) = places[arrow.tail], places[arrow.head]
    if arrow.delay:
        _loop(canvas, x0, y0, arrow, colour)
        return
    length = np.hypot(x1 - x0, y1 - y0)
    dx, dy = (x1 - x0) / length * (RADIUS + 0.03), (y1 - y0) / length * (RADIUS + 0.03)
    canvas.arrow((x0 + dx, y0 + dy), (x1 - dx, y1 - dy), colour=colour)
    if arrow.label:
        aside = (0, 0.17) if abs(x1 - x0) > abs(y1 - y0) else (0.2, 0)
        middle = ((x0 + x1) / 2 + aside[0], (y0 + y1) / 2 + aside[1])
        canvas.text(*middle, arrow.label, colour=colour)


def _loop(canvas, x, y, arrow, colour):
    """A self-loop: leaves on the right, comes back after one step of time."""
    start, end = (x + RADIUS, y - 0.12), (x + RADIUS, y + 0.12)
    canvas.arrow(start, end, colour=colour, bend=2.4)
    canvas.text(x + 0.98, y + 0.12, arrow.label, colour=colour)
    steps = "1 step" if arrow.delay == 1 else f"{arrow.delay:g} steps"
    canvas.text(x + 1.02, y - 0.12, f"{steps} later", size=8.5, colour=GREY)


def _description(graph):
    boxes = ", ".join(graph.names())
    arrows = ", ".join(
        f"{a.tail} to {a.head}"
        + (f" by {a.letter}" if a.letter else "")
        + (f" with a delay of {a.delay:g} step" if a.delay else "")
        for a in graph.arrows
    )
    return f"Graph with the boxes {boxes}. Arrows lead from {arrows}."


def heat_map(
    values,
    *,
    rows=None,
    columns=None,
    title="",
    row_title="",
    column_title="",
    log=False,
    scale=None,
    alt=None,
):
    """A table of numbers as colours: green above zero, violet below, with the numbers where few.

    values (R, C); `rows` and `columns` are their names. The description is made from the values.
    With log=True the values are sizes, from 0 up: the darker, the larger, one shade for each power
    of ten (at most 16 of them) and a key beside the map; zeros stay white. `scale` is an array
    whose powers of ten are used instead, so that two maps can be compared.
    """
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or not values.size:
        raise ValueError(f"values have shape {values.shape}, expected two axes: (rows, columns)")
    if log and not (values >= 0).all():
        raise ValueError(
            f"the smallest value is {values.min():g}; log = True needs sizes, from 0 up"
        )
    names = [_names(n, size) for n, size in zip((rows, columns), values.shape, strict=True)]
    R, C = values.shape
    few = C <= 14 and R <= 24 and not log
    width, height = (0.62, 0.36) if few else (max(0.05, 8 / C), 0.2)
    if log:
        width = height = float(np.clip(5 / max(R, C), 0.09, 0.4))
    left = 0.45 + 0.085 * max(map(len, names[0])) + (0.3 if row_title else 0)
    top = 0.55 if title else 0.2
    bottom = 0.45 + (0.3 if column_title else 0)
    powers = _powers(values if scale is None else np.asarray(scale)) if log else []
    wide = left + C * width + (1.3 if log else 0.3)
    high = bottom + max(R * height, 0.2 * len(powers)) + top
    canvas = Canvas(max(wide, 0.4 + 0.105 * len(title)), high)
    low = high - top - R * height
    largest = np.abs(values).max()
    for (i, j), value in np.ndenumerate(values):
        x, y = left + (j + 0.5) * width, low + (R - i - 0.5) * height
        if not log:
            canvas.band(x, y, width, height, shade(value, largest))
        elif value > 0:
            canvas.band(x, y, width, height, _power_shade(value, powers))
        if few:
            canvas.text(x, y, number(value), size=10)
    _edge(canvas, names, (left, low), (width, height))
    if log:
        _key(canvas, powers, left + C * width + 0.35, high - top)
    canvas.text(left, high - 0.28, title, size=12, ha="left")
    canvas.text(left + C * width / 2, low - bottom + 0.25, column_title, colour=GREY)
    canvas.text(0.2, low + R * height / 2, row_title, colour=GREY, rotation=90)
    return canvas.picture(alt or _values_in_words(values, names, title, log))


MOST_POWERS = 16  # more shades cannot be told apart; what is smaller gets the lightest


def _powers(values):
    """The powers of ten that the values lie in, largest first: 0.02 lies in 10^−2."""
    if not values.any():
        return [0]
    exponents = np.floor(np.log10(values[values > 0])).astype(int)
    lowest = max(exponents.min(), exponents.max() - MOST_POWERS + 1)
    return list(range(exponents.max(), lowest - 1, -1))


def _power_shade(value, powers):
    place = int(np.clip(powers[0] - np.floor(np.log10(value)), 0, len(powers) - 1))
    return tint(COLOURS["V"], 1 - 0.86 * place / max(1, len(powers) - 1))


def _key(canvas, powers, x, top):
    """Which shade is which power of ten."""
    skip = int(np.ceil(len(powers) / 9))
    last = len(powers) - 1
    for i, power in enumerate(powers):
        y = top - 0.2 * (i + 0.5)
        canvas.band(x, y, 0.2, 0.2, _power_shade(10.0**power * 1.5, powers))
        if i % skip == 0 or i == last:
            less = "≤ " if i == last == MOST_POWERS - 1 else ""
            canvas.text(x + 0.18, y, f"{less}$10^{{{power}}}$", size=9, ha="left")


def _edge(canvas, names, corner, cell):
    rows, columns = names
    (left, bottom), (width, height) = corner, cell
    for i, name in list(enumerate(rows))[:: int(np.ceil(0.17 / height))]:
        y = bottom + (len(rows) - i - 0.5) * height
        canvas.text(left - 0.1, y, name, math=False, ha="right", size=10 if height > 0.25 else 8)
    skip = int(np.ceil(0.5 / width))
    for j, name in enumerate(columns):
        if j % skip == 0:
            canvas.word(left + (j + 0.5) * width, bottom - 0.17, name, skip * width - 0.04, size=10)


def _names(names, size):
    names = [str(i) for i in range(size)] if names is None else [str(name) for name in names]
    if len(names) != size:
        raise ValueError(f"{len(names)} names for an axis of {size}; give one name for each place")
    return names


def _values_in_words(values, names, title, log=False):
    R, C = values.shape
    written = "{:.2g}".format if log else number
    i, j = np.unravel_index(values.argmax(), values.shape)
    low = np.where(values > 0, values, np.inf) if log and values.any() else values
    k, m = np.unravel_index(low.argmin(), values.shape)
    said = f"{title}: " if title else ""
    said += (
        f"heat map with {R} rows and {C} columns. The largest value is {written(values[i, j])} at "
        f"row {names[0][i]}, column {names[1][j]}; the smallest {written(values[k, m])} at row "
        f"{names[0][k]}, column {names[1][m]}."
    )
    if log:
        said += f" {np.mean(values == 0):.0%} of the places are zero."
    if values.size <= 40:
        said += " Row by row: " + "; ".join(
            f"{name}: {', '.join(written(v) for v in line)}"
            for name, line in zip(names[0], values, strict=True)
        )
        said += "."
    return said
