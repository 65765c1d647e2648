"""F10: what can be read and what can be said. Five wirings, and for each where there is a loss.

Every panel is drawn from recorded runs of `DenseNet` and `RNN`. The encoder–decoder is two RNNs:
the second one starts from the last state of the first. A step whose input is all zeros reads
nothing, so no input is drawn; an output that no loss looks at is not drawn either.
"""

from dataclasses import dataclass, replace

import numpy as np

from rnnlib.cells import RNN, DenseNet
from rnnlib.functions import identity, squared_error
from rnnlib.inputs.names import Name
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.diagram import Grid
from rnnlib.pictures.ink import COLOURS, FAINT, GREY, INK, tint
from rnnlib.trace import record
from rnnlib.views.graph import LANES, Graph, symbol, unfolded

COLUMN, BOX, GAP = 0.66, 0.46, 0.3  # inches: column to column, size of a box, between panels
INPUTS, RISE = 1.75, 1.0  # inches: from the bottom to the inputs, from lane to lane
LEFT, MASK = 1.0, 0.72


@dataclass(frozen=True, eq=False)
class Wiring:
    """One panel: how inputs, states and outputs are joined, and a task that has this form."""

    name: str
    task: str
    graph: Graph
    T: int
    reads: dict  # step -> what goes in
    says: dict  # step -> what comes out
    notes: tuple = ()  # (step, text) pairs below the inputs

    @property
    def mask(self):
        """The loss mask over time: 1 where the record holds a loss, 0 elsewhere."""
        losses = {box.column for box in self.graph.boxes if box.letter == "L"}
        return [int(t in losses) for t in range(self.T)]

    @property
    def width(self):
        """Of the panel, wide enough for its two lines of text."""
        text = 0.085 * max(len(self.name), len(self.task) * 0.93)
        return max(COLUMN * self.T, text)


@dataclass(frozen=True, eq=False)
class Panel(Grid):
    """Where the boxes of a wiring stand; no loss is drawn, the mask below says where one is."""

    graph: Graph
    origin: tuple
    pitch: float = COLUMN
    rise: float = RISE

    def half(self, name):
        """Half the width and half the height of a box."""
        return BOX / 2, BOX / 2


def wirings():
    """Five ways to wire the same boxes, each with a task and, below it, its loss mask over time.

    one-to-one is the dense net; one-to-many says a sequence; many-to-one reads one; many-to-many
    comes in two kinds. Delayed: first read all, then speak (encoder–decoder). Aligned: an output
    at every step. A filled cell in the mask is a step whose output is compared with a target.
    """
    panels = five()
    width = LEFT + sum(p.width for p in panels) + GAP * len(panels)
    canvas = Canvas(width, 5.35)
    canvas.text(LEFT - 0.12, MASK, "loss mask", size=11, colour=COLOURS["L"], ha="right")
    canvas.text(LEFT - 0.12, MASK - 0.42, "time t", size=10.5, colour=GREY, ha="right")
    for letter, word in (("x", "input"), ("z", "state"), ("f", "output")):
        y = INPUTS + RISE * LANES[letter] + (0.1 if letter == "z" else 0)  # room for V below
        canvas.text(LEFT - 0.12, y, word, size=11, colour=COLOURS[letter], ha="right")
    for letter, y in (("W", 2.25), ("V", 2.6), ("U", 3.25)):
        text = rf"$\mathbf{{{letter}}}$ " + ("→" if letter == "V" else "↑")
        canvas.text(LEFT - 0.12, y, text, size=11, colour=COLOURS[letter], ha="right")
    left = LEFT + GAP / 2
    for panel in panels:
        _panel(canvas, panel, left)
        left += panel.width + GAP
    said = " ".join(
        f"{p.name}, as in {p.task}: inputs at steps {_steps(p.reads)}, outputs at "
        f"{_steps(p.says)}, loss mask {' '.join(map(str, p.mask))}."
        for p in panels
    )
    return canvas.picture(f"Five wirings of inputs, states and outputs. {said}")


def five():
    """The five wirings, each from a recorded run."""
    net, rnn, other, x, y = _models()
    pulse = np.concatenate([x[:1], np.zeros((2, 2))])
    encoder = record(rnn, x[:2], read="last")
    state = encoder.value("z[1]")[0]
    decoder = record(other, np.zeros((3, 2)), y, squared_error, z_init=state)
    return (
        Wiring("one-to-one", "image → digit", _seen(record(net, x[0], y[0], squared_error)), 1,
               {0: "image"}, {0: "7"}, ((0, "a dense net"),)),
        Wiring("one-to-many", "image → word", _seen(record(rnn, pulse, y, squared_error)), 3,
               {0: "image"}, dict(enumerate("two"))),
        Wiring("many-to-one", "text → sentiment",
               _seen(record(rnn, x, y[-1], squared_error, read="last")), 3,
               {0: "not", 1: "bad", 2: "<eos>"}, {2: "positive"}),
        Wiring("many-to-many, delayed", "English → German", _joined(encoder, decoder), 5,
               {0: "twenty", 1: "one"}, {2: "ein", 3: "und", 4: "zwanzig"},
               ((0.5, "encoder"), (3, "decoder"))),
        Wiring("many-to-many, aligned", "letter → next letter",
               _seen(record(rnn, x, y, squared_error)), 3,
               dict(enumerate("Ann")), dict(enumerate("nna"))),
    )  # fmt: skip


def _models():
    """Small random networks; only who is joined to whom is drawn."""
    rng = np.random.default_rng(0)
    net = DenseNet.initialise(2, 3, 1, rng=rng, tau=identity)
    rnn, other = (RNN.initialise(2, 3, 1, rng=rng, tau=identity) for _ in range(2))
    return net, rnn, other, rng.normal(size=(3, 2)), rng.normal(size=(3, 1))


def _seen(trace):
    """The unfolded graph without inputs of zeros and without the state before the first step."""
    return unfolded(trace).only(
        lambda box: not box.initial and (box.letter != "x" or box.value.any())
    )


def _joined(encoder, decoder):
    """Two runs as one graph: the first state of the decoder is the last state of the encoder."""
    T, last = encoder.T, Name("z", encoder.T - 1)
    first = _seen(encoder).only(lambda box: box.letter != "f")

    def later(name):
        return last if name.t == -1 else name._replace(t=name.t + T)

    boxes = [
        replace(box, name=later(box.name), column=box.column + T, label=symbol(later(box.name)))
        for box in _seen(decoder).boxes
    ]
    kept = {box.name for box in boxes} | {last}
    arrows = [replace(a, tail=later(a.tail), head=later(a.head)) for a in unfolded(decoder).arrows]
    arrows = [a for a in arrows if a.tail in kept and a.head in kept]
    return Graph((*first.boxes, *boxes), (*first.arrows, *arrows))


def _panel(canvas, panel, left):
    middle = left + panel.width / 2
    start = middle - COLUMN * (panel.T - 1) / 2
    canvas.band(middle, 2.675, panel.width + GAP - 0.12, 5.35 - 0.1, "#FAF9F5")
    canvas.text(middle, 5.05, panel.name, size=11, weight="bold")
    canvas.text(middle, 4.78, panel.task, size=10.5, colour=INK)
    for step, note in panel.notes:
        canvas.text(start + COLUMN * step, 1.1, note, size=10, colour=GREY)
    grid = Panel(panel.graph.only(lambda box: box.letter in "xzf"), (start, INPUTS))
    for arrow in grid.graph.arrows:
        ends = grid.ends(arrow.tail, arrow.head, gap=0.02)
        canvas.arrow(*ends, colour=COLOURS[arrow.letter], lw=1.8)
    for box in grid.graph.boxes:
        _box(canvas, box, *grid.centre(box.name), panel)
    for t, on in enumerate(panel.mask):
        _cell(canvas, start + COLUMN * t, on)
        canvas.text(start + COLUMN * t, MASK - 0.42, f"{t}", size=10.5, colour=GREY)


def _box(canvas, box, x, y, panel):
    colour = COLOURS[box.letter]
    canvas.box(x, y, BOX, BOX, fill=tint(colour, 0.15), edge=colour, lw=1.6)
    canvas.text(x, y, f"${box.letter}$", size=12, colour=colour, zorder=4)
    text = {"x": panel.reads, "f": panel.says}.get(box.letter, {}).get(box.column, "")
    canvas.text(x, y + (-0.4 if box.letter == "x" else 0.4), text, size=9.5, math=False)


def _cell(canvas, x, on):
    fill, edge = (COLOURS["L"], COLOURS["L"]) if on else ("white", FAINT)
    canvas.box(x, MASK, BOX, 0.34, fill=fill, edge=edge, corner=0)
    text, colour = ("L", "white") if on else ("–", GREY)
    canvas.text(x, MASK, text, size=10.5, colour=colour, zorder=4, weight="bold")


def _steps(steps):
    return ", ".join(map(str, steps))
