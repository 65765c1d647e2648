"""A computational graph with its values: boxes with numbers, arrows with letters, gradients.

One rule places everything: a column for each time step, a lane for each letter, x at the bottom,
then z, f, L, and the target y on top. So all frames of a stepper agree and nothing jumps.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.columns import one_hot
from rnnlib.pictures.ink import COLOURS, FAINT, GREY, INK, number, tint, vector
from rnnlib.views.graph import Graph, row

MOST_WIDE = 12.8  # inches: what a projector shows
BACK = COLOURS["L"]  # the colour of all that flows back from the loss


def in_words(value):
    """A small vector as text for a box: "0.46", "(0.46, −0.20)"; more than three as a length."""
    value = np.atleast_1d(np.squeeze(value))
    if len(value) == 1:
        return number(value[0])
    if one_hot(value):
        return f"1 at place {value.argmax()}"
    if len(value) > 3:
        return f"length {number(np.linalg.norm(value))}"
    return vector(value)


def value_of(trace, box):
    """The recorded value of a box as text; "zeros" for a first state of zeros."""
    value = trace.value(box.name)
    value = row(trace, box.name) if value.ndim else value
    if box.initial and not value.any():
        return "zero state" if box.letter == "z" else "zeros"
    return in_words(value)


@dataclass(frozen=True, eq=False)
class Diagram:
    """Where the boxes of a graph are, in inches. `texts` (name -> text) decides their width.

    Where many wide columns have to stand side by side, the numbers become a little smaller.
    """

    graph: Graph
    texts: dict
    lines: int = 2  # lines in a box: symbol and value; 3 with a gradient
    left: float = 0.2  # room for dots where the sequence goes on
    right: float = 0.2
    bottom: float = 0.35  # room for the time below the columns
    top: float = 0.2

    @property
    def box_width(self):
        """Of every box: the longest text fits."""
        longest = max((len(text) for text in self.texts.values()), default=0)
        return max(0.86, 0.2 + 0.0079 * self.ink_size * longest)

    @property
    def ink_size(self):
        """Of the numbers in the boxes, in points."""
        longest = max((len(text) for text in self.texts.values()), default=0)
        return 9.5 if longest * self._columns > 80 else 10.5

    @property
    def box_height(self):
        """Of every box."""
        return 0.2 + 0.22 * self.lines

    @property
    def pitch(self):
        """From one column to the next; columns move together where there are many."""
        free = MOST_WIDE - self.left - self.right - self._columns * self.box_width
        least, most = (0.6, 0.95) if self.lines == 3 else (0.42, 0.72)
        if self.lines == 3 and any(a.letter == "V" and a.tail[0] == "f" for a in self.graph.arrows):
            least = most = 1.5  # a gradient comes back beside each slanting arrow
        return self.box_width + float(np.clip(free / max(1, self._columns - 1), least, most))

    @property
    def _first(self):
        return min(box.column for box in self.graph.boxes)

    @property
    def _columns(self):
        return 1 + max(box.column for box in self.graph.boxes) - self._first

    @property
    def rise(self):
        """From one lane to the next."""
        return self.box_height + 0.5

    @property
    def size(self):
        """Width and height of the paper."""
        lanes = max(box.lane for box in self.graph.boxes)
        width = self.left + self.right + self.box_width + self.pitch * (self._columns - 1)
        return width, self.bottom + self.top + self.box_height + self.rise * lanes

    def centre(self, name):
        """The centre of a box."""
        box = self.graph[name]
        x = self.left + self.box_width / 2 + self.pitch * (box.column - self._first)
        return x, self.bottom + self.box_height / 2 + self.rise * box.lane

    def border(self, name, towards, gap=0.03):
        """The point of a box's border in the direction of another point."""
        x, y = self.centre(name)
        dx, dy = towards[0] - x, towards[1] - y
        reach = [(half + gap) / abs(d) for half, d in self._halves(dx, dy) if d]
        return x + dx * min(reach), y + dy * min(reach)

    def _halves(self, dx, dy):
        return (self.box_width / 2, dx), (self.box_height / 2, dy)

    def ends(self, tail, head, gap=0.03):
        """Where an arrow leaves and arrives; from lane to lane and on in time, side to side."""
        (x0, y0), (x1, y1) = start, end = self.centre(tail), self.centre(head)
        if x0 == x1 or y0 == y1:
            return self.border(tail, end, gap), self.border(head, start, gap)
        reach = self.box_width / 2 + gap
        return (x0 + reach, y0), (x1 - reach, y1)

    def paper(self):
        """An empty canvas of the right size; raises ValueError for more than fits a slide."""
        width, height = self.size
        if width > MOST_WIDE + 0.01:
            raise ValueError(
                f"the graph would be {width:.0f} inches wide, more than a slide; record fewer "
                "steps, or show a part: unfolded_graph(trace, t=…)"
            )
        return Canvas(width, height)


def draw_box(canvas, diagram, name, text="", gradient="", *, pending=False, now=False):
    """One box: symbol, value, gradient; faint while it is not computed yet, thick when it is."""
    box = diagram.graph[name]
    x, y = diagram.centre(name)
    colour = COLOURS[box.letter]
    edge = FAINT if pending else BACK if gradient and now else colour
    canvas.box(
        x,
        y,
        diagram.box_width,
        diagram.box_height,
        fill="white" if pending else tint(colour, 0.22 if now else 0.08),
        edge=edge,
        lw=2.8 if now else 1.4,
        dashed=box.initial or pending,
    )
    texts = [(box.label, 13, GREY if pending else colour), (text, diagram.ink_size, INK)]
    texts += [(gradient, diagram.ink_size, BACK)] if gradient else []
    texts = [entry for entry in texts if entry[0]]
    for i, (shown, size, ink) in enumerate(texts):
        line = y + 0.22 * ((len(texts) - 1) / 2 - i)
        weight = "bold" if now and i == len(texts) - 1 and i else "normal"
        canvas.text(x, line, shown, size=size, colour=ink, zorder=4, weight=weight)


def draw_arrow(canvas, diagram, arrow, *, now=False, pending=False, label=True):
    """An arrow from what is used to what is computed from it, with the weight on the way."""
    start, end = diagram.ends(arrow.tail, arrow.head)
    colour = FAINT if pending else COLOURS.get(arrow.letter, GREY)
    drawn = canvas.arrow(start, end, colour=colour, lw=2.8 if now else 1.6)
    drawn.set_gid(f"{arrow.tail} {arrow.head}")
    if arrow.label and label:
        x, y = beside(start, end)
        ink = GREY if pending else colour
        canvas.text(x, y, arrow.label, size=12.5, colour=ink)


def draw_back(canvas, diagram, tail, head, text, *, now=False):
    """A gradient that flows back along an arrow, from its head to its tail, with its number."""
    end, start = diagram.ends(tail, head, gap=0.05)  # a gradient goes the other way
    flat = abs(end[1] - start[1]) < 0.1
    slanting = abs(end[0] - start[0]) > 0.1 and not flat
    shift = (0, -0.16) if flat else (0, -0.2) if slanting else (-0.2, 0)
    start, end = np.add(start, shift), np.add(end, shift)
    drawn = canvas.arrow(start, end, colour=BACK, lw=2.4 if now else 1.2, dashed=True)
    drawn.set_gid(f"back {head} {tail}")
    x, y = (start + end) / 2 + ((0, -0.14) if flat else (-0.1, -0.1 * slanting))
    options = {"size": 10.5, "colour": BACK, "weight": "bold" if now else "normal"}
    canvas.text(x, y, text, ha="center" if flat else "right", **options)


def beside(start, end):
    """The place of a label: above a flat arrow, right of a steep one."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    flat = abs(end[1] - start[1]) < 0.1
    return (x, y + 0.17) if flat else (x + 0.2, y + 0.02)


def time_line(canvas, diagram, chosen=None):
    """Below each column, its time."""
    columns = {box.column: box.name for box in diagram.graph.boxes if not box.initial}
    if len(columns) < 2 and "[" not in next(iter(columns.values())):
        return
    for column, name in columns.items():
        weight = "bold" if column == chosen else "normal"
        x, _ = diagram.centre(name)
        canvas.text(x, 0.16, f"t = {column}", size=10.5, colour=GREY, weight=weight)
