"""Two layers of states: stacked (one reads the other) and bidirectional (one reads backwards).

Both pictures are put together from recorded runs of two RNNs. Only who is joined to whom is drawn.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.cells import RNN
from rnnlib.functions import identity
from rnnlib.inputs.names import Name
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.diagram import Grid
from rnnlib.pictures.ink import COLOURS, GREY, tint
from rnnlib.trace import record
from rnnlib.views.graph import Arrow, Box, Graph, unfolded

T, BOX, PITCH, RISE, SHIFT = 4, 0.5, 1.4, 0.95, 0.31
LEFT, BOTTOM = 2.3, 0.75
SAID = {
    "x": "input",
    "f": "output",
    "z1": "lower state",
    "z2": "upper state",
    "zf": "forward state",
    "zb": "backward state",
}


def stacked():
    """Two layers: the states of the lower RNN are what the upper RNN reads at the same step.

    Each step needs the past alone, so a stacked network can answer while the sequence still comes
    in.
    """
    lower, upper = _networks(1, 3)
    first = record(lower, _numbers())
    states = np.stack([first.value(f"z[{t}]")[0] for t in range(T)])
    second = record(upper, states)
    parts = [
        _part(first, {"x": ("x", 0), "z": ("z1", 1)}),
        _part(second, {"x": ("z1", 1), "z": ("z2", 2), "f": ("f", 3)}),
    ]
    return _drawn(_joined(parts), "Stacked: two layers of states, four steps.")


def bidirectional():
    """Two RNNs side by side: one reads from the beginning, the other from the end.

    An output is read from both states of its step. The second needs the whole sequence, so no
    answer can be given before the last input is there.
    """
    forwards, backwards = _networks(1, 1)
    x = _numbers()
    parts = [
        _part(record(forwards, x), {"x": ("x", 0), "z": ("zf", 1), "f": ("f", 3)}, -SHIFT),
        _part(record(backwards, x[::-1]), {"x": ("x", 0), "z": ("zb", 2), "f": ("f", 3)}, SHIFT,
              turned=True),
    ]  # fmt: skip
    return _drawn(_joined(parts), "Bidirectional: two rows of states, four steps.")


def _networks(*n_x):
    rng = np.random.default_rng(0)
    return [RNN.initialise(n, 3, 1, rng=rng, tau=identity) for n in n_x]


def _numbers():
    return np.random.default_rng(1).normal(size=(T, 1))


def _part(trace, rows, shift=0.0, turned=False):
    """A run under new names, letter -> (name, lane), from the end if it is turned."""
    graph = unfolded(trace).only(lambda box: not box.initial and box.letter in rows)

    def name(old):
        t = T - 1 - old.t if turned else old.t
        return Name(rows[old.letter][0], t)

    boxes = []
    for box in graph.boxes:
        column = T - 1 - box.column if turned else box.column
        side = shift if box.letter == "z" else 0
        label = rf"$\mathbf{{{box.letter}}}$"
        lane = rows[box.letter][1]
        boxes.append(Box(name(box.name), label, box.letter, column + side / PITCH, lane))
    return boxes, [Arrow(name(a.tail), name(a.head), a.letter) for a in graph.arrows]


def _joined(parts):
    """One graph; a box that two runs share (a state that is read, an output) is there once."""
    boxes = {}
    for found, _ in parts:
        for box in found:
            boxes.setdefault(box.name, box)
    arrows = {(a.tail, a.head): a for _, found in parts for a in found}
    return Graph(tuple(boxes.values()), tuple(arrows.values()))


@dataclass(frozen=True, eq=False)
class _Rows(Grid):
    graph: Graph
    origin: tuple = (LEFT, BOTTOM)
    pitch: float = PITCH
    rise: float = RISE

    def half(self, name):
        return BOX / 2, BOX / 2

    def ends(self, tail, head, gap=0.03):
        """Straight from border to border: also an arrow that leads up and a little aside."""
        start, end = self.centre(tail), self.centre(head)
        return self.border(tail, end, gap), self.border(head, start, gap)


def _drawn(graph, title):
    grid = _Rows(graph)
    canvas = Canvas(LEFT + PITCH * (T - 1) + 0.7, BOTTOM + RISE * 3 + 0.5)
    for arrow in graph.arrows:
        canvas.arrow(*grid.ends(arrow.tail, arrow.head), colour=COLOURS[arrow.letter], lw=1.8)
    rows = {}
    for box in graph.boxes:
        x, y = grid.centre(box.name)
        pure = COLOURS[box.letter]
        canvas.box(x, y, BOX, BOX, fill=tint(pure, 0.15), edge=pure, lw=1.6)
        canvas.text(x, y, box.label, size=13, colour=pure, zorder=4)
        rows[box.lane] = (box.name.letter, pure)
    for lane, (letter, pure) in rows.items():
        canvas.text(
            LEFT - 0.65, BOTTOM + RISE * lane, SAID[letter], size=11, colour=pure, ha="right"
        )
    for t in range(T):
        canvas.text(LEFT + PITCH * t, 0.2, f"t = {t}", size=10.5, colour=GREY)
    ways = ", ".join(f"{_said(a.tail)} to {_said(a.head)}" for a in graph.arrows)
    return canvas.picture(f"{title} Arrows: {ways}.")


def _said(name):
    """forward state [2] for zf[2]; x[2] and f[2] as they are."""
    return str(name) if name.letter in "xf" else f"{SAID[name.letter]} [{name.t}]"
