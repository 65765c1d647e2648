"""The columns of the walk through a sentence: word, one-hot vector, state, and the arrows between.

Every place is computed once for all pictures of a sentence, so that nothing jumps.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.pictures.ink import COLOURS, FAINT, GREY, INK, number, shade, tint
from rnnlib.views.graph import neurons, row, symbol

WIDTH_OF_FORMULA = 7.4  # inches
LEFT, UNIT, CELL = 1.5, 0.46, 0.25  # inches: first column, height of a unit, of a one-hot cell


@dataclass(frozen=True)
class Places:
    """Where things are on the canvas, in inches; computed once for all frames of a sentence."""

    T: int
    n_x: int
    n_z: int

    @property
    def pitch(self):
        """From one column to the next."""
        return float(np.clip((8.9 - LEFT) / self.T, 0.96, 1.45))

    @property
    def width(self):
        """Of the whole picture, wide enough for the formula on top."""
        return max(LEFT + self.pitch * self.T + 0.2, WIDTH_OF_FORMULA)

    @property
    def left(self):
        """Where the column of t = 0 begins; short sentences stand in the middle."""
        return LEFT + (self.width - LEFT - self.pitch * self.T - 0.2) / 2

    @property
    def top_of_x(self):
        """Upper edge of the one-hot vectors."""
        return 0.8 + CELL * self.n_x

    @property
    def bottom_of_z(self):
        """Lower edge of the states."""
        return self.top_of_x + 0.52

    @property
    def top_of_z(self):
        """Upper edge of the states."""
        return self.bottom_of_z + UNIT * self.n_z

    @property
    def f(self):
        """Height of the output: beside the formula if the last column is far to the right."""
        return self.top_of_z + (0.86 if self.T >= 4 else 0.9)

    @property
    def height(self):
        """Of the whole picture, low enough for a projector; the formula is at the top."""
        return self.f + (0.44 if self.T >= 4 else 1.15)

    def column(self, t):
        """The centre of the column for time t; t = −1 is the state before the first word."""
        return self.left + self.pitch * (t + 0.5)

    def unit(self, t, i):
        """The centre of unit i of z[t]; unit 0 is on top, as in a column vector."""
        return self.column(t), self.top_of_z - UNIT * (i + 0.5)

    def cell(self, i):
        """The height of entry i of x[t]; entry 0 is on top."""
        return self.top_of_x - CELL * (i + 0.5)


def draw_columns(canvas, places, trace, words, upto, current):
    """All columns up to time `upto`, and outlines of the later ones; `current` is highlighted."""
    graph = neurons(trace, upto, letters="xz")
    if current is not None:
        y = (places.top_of_z + 0.5) / 2
        canvas.band(places.column(current), y, 0.84, places.top_of_z + 0.36)
    _draw_edges(canvas, places, graph, upto, current)
    for box in graph.boxes:
        t = -1 if box.initial else box.column
        (_draw_unit if box.letter == "z" else _draw_cell)(canvas, places, box, t, t == current)
    for t in range(places.T):
        _draw_labels(canvas, places, words, t, upto, current)
        if t > upto:
            _draw_empty(canvas, places, t)
    _draw_start(canvas, places, trace)
    _draw_row_names(canvas, places, trace, words)


def _draw_edges(canvas, places, graph, upto, current):
    for t in range(upto + 1):
        now = current in (t, None)
        colour = {k: COLOURS[k] if now else tint(COLOURS[k], 0.55) for k in "WV"}
        x = places.column(t)
        canvas.arrow(
            (x, places.top_of_x + 0.04),
            (x, places.bottom_of_z - 0.02),
            colour=colour["W"],
            lw=2.2 if t == current else 1.5,
        )
        canvas.text(x + 0.2, places.top_of_x + 0.3, r"$\mathbf{W}$", size=11.5, colour=COLOURS["W"])
        arrows = [a for a in graph.arrows if a.letter == "V" and a.head.startswith(f"z[{t}].")]
        ends = [(int(a.tail.split(".")[1]), int(a.head.split(".")[1])) for a in arrows]
        segments = [
            (_right(places, t - 1, i), (places.unit(t, j)[0] - 0.3, places.unit(t, j)[1]))
            for i, j in ends
        ]
        start = t == 0
        lines = canvas.lines(
            segments,
            colour=GREY if start else colour["V"],
            lw=1.5 if t == current and not start else 0.8,
            dashed=start,
        )
        lines.set_gid(f"V{t}")
        middle = (segments[0][0][0] + segments[0][1][0]) / 2
        canvas.text(
            middle,
            places.top_of_z + 0.18,
            r"$\mathbf{V}$",
            size=11.5,
            colour=GREY if start else COLOURS["V"],
        )


def _right(places, t, i):
    x, y = places.unit(t, i)
    return x + 0.3, y


def _draw_unit(canvas, places, box, t, now):
    x, y = places.unit(t, box.unit)
    canvas.box(
        x,
        y,
        0.6,
        0.35,
        fill=shade(box.value),
        edge=GREY if t < 0 else COLOURS["z"],
        lw=2.2 if now else 1.2,
        dashed=t < 0,
        corner=0.12,
    )
    canvas.text(x, y, number(box.value), weight="bold" if now else "normal", zorder=4)


def _draw_cell(canvas, places, box, t, now):
    y, set_ = places.cell(box.unit), box.value != 0
    canvas.box(
        places.column(t),
        y,
        0.44,
        CELL,
        fill=COLOURS["x"] if set_ else "white",
        edge=COLOURS["x"],
        lw=0.9,
        corner=0,
    )
    whole = float(box.value).is_integer()
    colour = "white" if set_ else GREY
    text = number(box.value, 0 if whole else 2)
    canvas.text(places.column(t), y, text, size=8.5, colour=colour, zorder=4)


def _draw_labels(canvas, places, words, t, upto, current):
    x, read = places.column(t), t <= upto
    canvas.word(
        x,
        0.28,
        words[t],
        places.pitch - 0.08,
        size=11.5,
        colour=INK if read else GREY,
        weight="bold" if t == current else "normal",
    )
    if read:
        label = symbol(f"x[{t}]")
        canvas.text(x, 0.62, label, size=11, colour=COLOURS["x"])
        canvas.text(x, places.top_of_z + 0.18, symbol(f"z[{t}]"), size=12, colour=COLOURS["z"])


def _draw_empty(canvas, places, t):
    """The outline of a step that is not computed yet."""
    for i in range(places.n_z):
        canvas.box(*places.unit(t, i), 0.6, 0.35, edge=FAINT, lw=1, dashed=True, corner=0.12)
    height = CELL * places.n_x
    middle = places.top_of_x - height / 2
    canvas.box(places.column(t), middle, 0.44, height, edge=FAINT, lw=1, dashed=True, corner=0)


def _draw_start(canvas, places, trace):
    zero = not row(trace, "z_init").any()
    x = places.column(-1)
    label = "zero state" if zero else symbol("z_init")
    canvas.text(x, places.top_of_z + 0.18, label, size=10 if zero else 12, colour=GREY)


def _draw_row_names(canvas, places, trace, words):
    """Which word each place of the one-hot vectors stands for, as far as this sentence tells."""
    for t, word in enumerate(words):
        x = row(trace, f"x[{t}]")
        if one_hot(x) and not any(np.array_equal(x, row(trace, f"x[{s}]")) for s in range(t)):
            right = places.column(0) - 0.46
            canvas.word(
                right, places.cell(x.argmax()), word, right - 0.1, size=9, colour=GREY, ha="right"
            )


def one_hot(x):
    """Whether a vector is all zeros but for a single 1."""
    return np.count_nonzero(x) == 1 and x.sum() == 1
