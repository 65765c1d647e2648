"""Heat maps: a table of numbers as colours, with a key where the scale is logarithmic."""

import numpy as np

from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.ink import COLOURS, GREY, shade, tint
from rnnlib.views.say import number


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
