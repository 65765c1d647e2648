"""The columns of the walk through a sentence: word, one-hot vector, state, and the arrows between.

Every place is computed once for all pictures of a sentence, so that nothing jumps.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.inputs.names import Name
from rnnlib.pictures.diagram import Grid
from rnnlib.pictures.ink import COLOURS, FAINT, GREY, INK, colour, family, shade, tint
from rnnlib.trace import Trace
from rnnlib.views.graph import Graph, neurons, row, symbol
from rnnlib.views.say import number, one_hot

SIZES = {"n_x": Name("x", 0), "n_z": Name("z", 0)}  # where a run shows them
MOST = {"T": 12, "n_x": 8, "n_z": 5}
WIDTH_OF_FORMULA = 7.4  # inches
LEFT, UNIT, CELL = 1.5, 0.46, 0.25  # inches: first column, height of a unit, of a one-hot cell


@dataclass(frozen=True, eq=False)
class Walk(Grid):
    """A recorded sentence and where everything of it stands, in inches; the same in all frames."""

    trace: Trace
    words: tuple
    graph: Graph  # every neuron of x and z, and every weight between them

    @classmethod
    def of(cls, trace, words):
        """The walk of a recorded run through its words; raises ValueError if it cannot be drawn."""
        if trace.T is None:
            raise ValueError("this trace is of a dense net, which has no time; use dense_weights")
        if len(words) != trace.T:
            raise ValueError(
                f"{len(words)} words for T = {trace.T} steps; give one word for each step"
            )
        sizes = {axis: trace.value(name).shape[-1] for axis, name in SIZES.items() if name in trace}
        for axis, n in {"T": trace.T, **sizes}.items():
            if n > MOST.get(axis, n):
                raise ValueError(
                    f"{axis} = {n} is too large to draw with every number, at most {MOST[axis]}; "
                    "use read_along, which shows large networks and long sentences as tables"
                )
        walk = cls(trace, tuple(words), neurons(trace, letters="xz"))
        if not all(_arrows(walk, letter, t) for letter in "xz" for t in range(trace.T)):
            raise ValueError(
                "this walk shows how z[t] is computed from z[t−1] and x[t]; this "
                f"{type(trace.model).__name__} reads something else; use draw(unfolded(trace))"
            )
        n_f = trace.value(Name("f", trace.T - 1)).shape[-1]
        if n_f != 1:
            raise ValueError(
                f"n_f = {n_f}, but this picture says positive or negative, which needs n_f = 1; "
                "use draw(unfolded(trace))"
            )
        return walk

    def values(self, letter, t):
        """The recorded numbers of x[t] or z[t]."""
        return row(self.trace, Name(letter, t))

    @property
    def T(self):
        """The number of words."""
        return self.trace.T

    @property
    def n_x(self):
        """The length of a one-hot vector."""
        return self.trace.value(Name("x", 0)).shape[-1]

    @property
    def n_z(self):
        """The number of units."""
        return self.trace.value(Name("z", 0)).shape[-1]

    @property
    def starts_from_zero(self):
        """Whether the state before the first word is zero."""
        return not self.values("z", -1).any()

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

    def centre(self, name):
        """The centre of a unit of z or an entry of x; unit 0 is on top, as in a column vector."""
        high, top = (UNIT, self.top_of_z) if name.letter == "z" else (CELL, self.top_of_x)
        return self.column(name.t), top - high * (name.unit + 0.5)

    def half(self, name):
        """Half the width and half the height of a unit or of an entry."""
        return (0.3, 0.175) if name.letter == "z" else (0.22, CELL / 2)


def draw_columns(canvas, walk, upto, current):
    """All columns up to time `upto`, and outlines of the later ones; `current` is highlighted."""
    if current is not None:
        y = (walk.top_of_z + 0.5) / 2
        canvas.band(walk.column(current), y, 0.84, walk.top_of_z + 0.36)
    for t in range(upto + 1):
        _draw_words_arrow(canvas, walk, t, current)
        _draw_memory(canvas, walk, t, current)
    for box in walk.graph.boxes:
        if box.name.t <= upto:
            draw = _draw_unit if box.letter == "z" else _draw_cell
            draw(canvas, walk, box, box.name.t == current)
    for t in range(walk.T):
        _draw_labels(canvas, walk, t, upto, current)
        if t > upto:
            _draw_empty(canvas, walk, t)
    _draw_start(canvas, walk)
    _draw_row_names(canvas, walk)


def _draw_words_arrow(canvas, walk, t, current):
    """The arrow W from the word up to the state, for all its weights."""
    (label, pure), x = _label(walk, "x", t), walk.column(t)
    canvas.arrow(
        (x, walk.top_of_x + 0.04),
        (x, walk.bottom_of_z - 0.02),
        colour=pure if current in (t, None) else tint(pure, 0.55),
        lw=2.2 if t == current else 1.5,
    )
    canvas.text(x + 0.2, walk.top_of_x + 0.3, label, size=11.5, colour=pure)


def _draw_memory(canvas, walk, t, current):
    """The lines V from every unit of the state before to every unit of the state."""
    ends = dict.fromkeys((arrow.tail, arrow.head) for arrow in _arrows(walk, "z", t))
    segments = [walk.ends(tail, head, gap=0) for tail, head in ends]
    (label, pure), start = _label(walk, "z", t), t == 0
    pure = GREY if start else pure
    lines = canvas.lines(
        segments,
        colour=pure if start or current in (t, None) else tint(pure, 0.55),
        lw=1.5 if t == current and not start else 0.8,
        dashed=start,
    )
    lines.set_gid(f"V{t}")
    middle = (segments[0][0][0] + segments[0][1][0]) / 2
    canvas.text(middle, walk.top_of_z + 0.18, label, size=11.5, colour=pure)


def _arrows(walk, letter, t):
    """The arrows that lead from the word or from the state before to z[t]."""
    return [a for a in walk.graph.arrows if a.head.t == t and a.tail.letter == letter]


def _label(walk, letter, t):
    """What is written on these arrows, with its colour: W, also for W_u, W_r and W_h together."""
    found = families(walk, letter, t)
    return ", ".join(symbol(one) for one in found if one), colour(found[0], GREY)


def families(walk, letter, t):
    """The weights from x[t] or z[t−1] to z[t]: ["V"], and ["V"] too for V_u, V_r and V_h."""
    letters = dict.fromkeys(arrow.letter for arrow in _arrows(walk, letter, t))
    return list(letters) if len(letters) == 1 else list(dict.fromkeys(map(family, letters)))


def _draw_unit(canvas, walk, box, now):
    width, height = (2 * half for half in walk.half(box.name))
    canvas.box(
        *walk.centre(box.name),
        width,
        height,
        fill=shade(box.value),
        edge=GREY if box.initial else COLOURS["z"],
        lw=2.2 if now else 1.2,
        dashed=box.initial,
        corner=0.12,
    )
    weight = "bold" if now else "normal"
    canvas.text(*walk.centre(box.name), number(box.value), weight=weight, zorder=4)


def _draw_cell(canvas, walk, box, now):
    is_set, whole = box.value != 0, float(box.value).is_integer()
    width, height = (2 * half for half in walk.half(box.name))
    canvas.box(
        *walk.centre(box.name),
        width,
        height,
        fill=COLOURS["x"] if is_set else "white",
        edge=COLOURS["x"],
        lw=0.9,
        corner=0,
    )
    text = number(box.value, 0 if whole else 2)
    ink = "white" if is_set else GREY
    canvas.text(*walk.centre(box.name), text, size=8.5, colour=ink, zorder=4)


def _draw_labels(canvas, walk, t, upto, current):
    x, read = walk.column(t), t <= upto
    canvas.word(
        x,
        0.28,
        walk.words[t],
        walk.pitch - 0.08,
        size=11.5,
        colour=INK if read else GREY,
        weight="bold" if t == current else "normal",
    )
    if read:
        canvas.text(x, 0.62, symbol(Name("x", t)), size=11, colour=COLOURS["x"])
        canvas.text(x, walk.top_of_z + 0.18, symbol(Name("z", t)), size=12, colour=COLOURS["z"])


def _draw_empty(canvas, walk, t):
    """The outline of a step that is not computed yet."""
    for i in range(walk.n_z):
        unit = Name("z", t, i)
        width, height = (2 * half for half in walk.half(unit))
        canvas.box(*walk.centre(unit), width, height, edge=FAINT, lw=1, dashed=True, corner=0.12)
    height = CELL * walk.n_x
    middle = walk.top_of_x - height / 2
    canvas.box(walk.column(t), middle, 0.44, height, edge=FAINT, lw=1, dashed=True, corner=0)


def _draw_start(canvas, walk):
    zero = walk.starts_from_zero
    x = walk.column(-1)
    label = "zero state" if zero else symbol(Name("z", -1))
    canvas.text(x, walk.top_of_z + 0.18, label, size=10 if zero else 12, colour=GREY)


def _draw_row_names(canvas, walk):
    """Which word each place of the one-hot vectors stands for, as far as this sentence tells."""
    named = set()
    for t, word in enumerate(walk.words):
        x = walk.values("x", t)
        if one_hot(x) and x.argmax() not in named:
            named.add(x.argmax())
            right, (_, y) = walk.column(0) - 0.46, walk.centre(Name("x", 0, x.argmax()))
            canvas.word(right, y, word, right - 0.1, size=9, colour=GREY, ha="right")
